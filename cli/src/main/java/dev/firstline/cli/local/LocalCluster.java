package dev.firstline.cli.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * PostgreSQL and replicas of the four services on this machine.
 *
 * <pre>{@code
 * LocalCluster cluster = LocalCluster.builder(home, checkout).replicas(2)
 *         .property(ServiceName.TRIAGE, "firstline.policy.file", policy.toString())
 *         .build();
 * cluster.start();
 * cluster.service(ServiceName.TRIAGE, 2).kill();
 * cluster.service(ServiceName.TRIAGE, 2).start();
 * cluster.stop();
 * }</pre>
 */
public final class LocalCluster {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    /** A recorded service makes its cache at its end. */
    private static final Duration RECORDING_PATIENCE = Duration.ofMinutes(3);

    private final ClusterHome home;
    private final Secrets secrets;
    private final Tokens tokens;
    private final LocalPostgres postgres;
    private final int postgresPort;
    private final Program.Start start;
    private final Map<ServiceName, List<ServiceProcess>> services = new EnumMap<>(ServiceName.class);

    LocalCluster(ClusterSettings settings) {
        home = settings.home();
        home.create();
        secrets = new Secrets(home.secrets());
        tokens = new Tokens(home);
        postgresPort = settings.postgresPort();
        start = settings.start();
        postgres = new LocalPostgres(
                home,
                settings.binaries(),
                postgresPort,
                secrets.databasePassword("postgres"),
                settings.postgresSettings(),
                settings.template());
        for (ServiceName name : ServiceName.values()) {
            List<ServiceProcess> replicas = new ArrayList<>();
            for (int replica = 1; replica <= settings.ports().get(name).size(); replica++) {
                replicas.add(new ServiceProcess(home, settings.launch(name, replica, secrets, tokens)));
            }
            services.put(name, List.copyOf(replicas));
        }
    }

    /**
     * Describes a cluster.
     *
     * @param home the folder that it keeps everything in
     * @param checkout where the services were built
     */
    public static ClusterBuilder builder(Path home, Path checkout) {
        return new ClusterBuilder(new ClusterHome(home), checkout);
    }

    /** Starts what doesn't run and returns once all is ready; what was started is stopped again where something fails. */
    public void start() {
        start(process -> {});
    }

    /**
     * The same.
     *
     * @param ready is told the name of each process once it is ready
     * @throws NotStarted with the reason
     */
    public void start(Consumer<String> ready) {
        services().forEach(ServiceProcess::demandPort);
        boolean postgresRan = postgres.process().isPresent();
        List<ServiceProcess> started = new ArrayList<>();
        try {
            startPostgres();
            if (!postgresRan) ready.accept(LocalPostgres.PROCESS);
            tokens.renew();
            for (List<ServiceProcess> round : rounds()) start(round, started, ready);
        } catch (RuntimeException failure) {
            stop(started);
            if (!postgresRan) postgres.stop();
            throw failure;
        }
    }

    /** One replica of each service after the other: many JVMs that start at once take longer than that on a small machine. */
    private List<List<ServiceProcess>> rounds() {
        int most = services.values().stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, most)
                .mapToObj(index -> services.values().stream()
                        .filter(replicas -> index < replicas.size())
                        .map(replicas -> replicas.get(index))
                        .toList())
                .toList();
    }

    private static void start(List<ServiceProcess> round, List<ServiceProcess> started, Consumer<String> ready) {
        List<ServiceProcess> absent =
                round.stream().filter(service -> service.process().isEmpty()).toList();
        for (ServiceProcess service : absent) {
            started.add(service);
            service.start();
        }
        for (ServiceProcess service : round) {
            service.awaitReady(START_PATIENCE);
            if (absent.contains(service)) ready.accept(service.name());
        }
    }

    /** Starts only the database, on the port that the services know, with what they find in it. */
    public void startPostgres() {
        postgres.start();
        Schemas.prepare(postgres, secrets);
    }

    /** Stops all that runs, the database last. */
    public void stop() {
        stop(services());
        postgres.stop();
    }

    /** Whether a service's process of this name runs in a cluster's folder. */
    public static boolean isRunning(ClusterHome home, String process) {
        return ProcessMark.find(home, process).isPresent();
    }

    /** Stops all that runs in a folder, whoever started it and whatever became of them; returns how many processes that were. */
    public static int stopAll(Path folder) {
        ClusterHome home = new ClusterHome(folder);
        List<ProcessHandle> services = ProcessMark.all(home);
        end(services, STOP_PATIENCE);
        PostgresFolder data = new PostgresFolder(home.data());
        int postgres = data.running().isPresent() ? 1 : 0;
        data.stop();
        return services.size() + postgres;
    }

    private void stop(List<ServiceProcess> some) {
        List<ProcessHandle> processes =
                some.stream().flatMap(service -> service.process().stream()).toList();
        if (start != Program.Start.RECORDED) {
            end(processes, STOP_PATIENCE);
            return;
        }
        end(processes, RECORDING_PATIENCE);
        some.forEach(service -> service.launch().program().keepRecorded());
    }

    private static void end(List<ProcessHandle> processes, Duration patience) {
        List<Thread> ends = processes.stream()
                .map(process -> Thread.ofPlatform().start(() -> Signals.end(process, patience)))
                .toList();
        for (Thread end : ends) {
            try {
                end.join();
            } catch (InterruptedException interrupted) {
                processes.forEach(ProcessHandle::destroyForcibly);
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The first replica of a service. */
    public ServiceProcess service(ServiceName name) {
        return service(name, 1);
    }

    /** A replica of a service, from 1. */
    public ServiceProcess service(ServiceName name, int replica) {
        return services.get(name).get(replica - 1);
    }

    /** All replicas of a service. */
    public List<ServiceProcess> replicas(ServiceName name) {
        return services.get(name);
    }

    /** All replicas of all services. */
    public List<ServiceProcess> services() {
        return services.values().stream().flatMap(List::stream).toList();
    }

    /** The database. */
    public LocalPostgres postgres() {
        return postgres;
    }

    /** Where the database listens or will listen. */
    public int postgresPort() {
        return postgresPort;
    }

    /** Who may do what. */
    public Tokens tokens() {
        return tokens;
    }

    /** Passwords and source secrets. */
    public Secrets secrets() {
        return secrets;
    }

    /** Its folder. */
    public ClusterHome home() {
        return home;
    }

    /** The ports by process name, as they lie in {@link ClusterHome#ports()}. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>();
        ports.put(LocalPostgres.PROCESS, postgresPort);
        services().forEach(service -> ports.put(service.name(), service.port()));
        return Collections.unmodifiableMap(ports);
    }

    static String portIsUsed(String process, int port, String variable) {
        return "port " + port + " for " + process + " is used by "
                + Ports.owner(port).orElse("another process") + "; end that, or choose another port with " + variable;
    }
}
