package dev.firstline.cli.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One replica of one service. It is known by a mark on its command line, not by a file that a kill could leave behind: whoever has the
 * cluster's folder finds it again, and nothing has to be recovered.
 */
public final class ServiceProcess {

    // C1 and Serial: a laptop's cluster is judged by its start and its memory, not by its peak.
    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-Xmx192m");
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final int PROBE_MILLIS = 2000;
    private static final Duration PROBE_PAUSE = Duration.ofMillis(50);

    /**
     * What to start.
     *
     * @param name of this replica, unique in its cluster: "ingest", "ingest-2"
     * @param program as the build left it
     * @param start how it is started
     * @param port of gRPC, webhooks, JSON and health, on loopback
     * @param properties configuration, before the program's own and after the environment's
     * @param environment added to this process's
     * @param jvmFlags after the usual ones
     */
    public record Launch(
            ServiceName service,
            String name,
            Program program,
            Program.Start start,
            int port,
            Map<String, String> properties,
            Map<String, String> environment,
            List<String> jvmFlags) {

        public Launch {
            properties = Map.copyOf(properties);
            environment = Map.copyOf(environment);
            jvmFlags = List.copyOf(jvmFlags);
        }

        /** The same with one property more, or another value for it. */
        public Launch with(String property, String value) {
            Map<String, String> more = new TreeMap<>(properties);
            more.put(property, value);
            return new Launch(service, name, program, start, port, more, environment, jvmFlags);
        }

        /** The same with these variables more in its environment. */
        public Launch withEnvironment(Map<String, String> variables) {
            Map<String, String> more = new TreeMap<>(environment);
            more.putAll(variables);
            return new Launch(service, name, program, start, port, properties, more, jvmFlags);
        }
    }

    private final ClusterHome home;
    private final Launch launch;
    private volatile LogTail log;
    private volatile ProcessHandle seen;

    /** A replica in a cluster's folder; it may run already. */
    public ServiceProcess(ClusterHome home, Launch launch) {
        this.home = home;
        this.launch = launch;
        this.log = new LogTail(logFile(), 0);
    }

    /** Starts it where it doesn't run, and returns at once. */
    public void start() {
        if (process().isPresent()) return;
        demandPort();
        Path folder = home.run(launch.name);
        ClusterHome.secret(folder.resolve("config/application.properties"), configuration());
        log = LogTail.fromHere(logFile());
        seen = Detached.start(command(), folder, logFile(), launch.environment);
    }

    /**
     * Does nothing where it runs or could start.
     *
     * @throws NotStarted where somebody else has its port
     */
    void demandPort() {
        if (process().isPresent() || Ports.isFree(launch.port)) return;
        throw new NotStarted(LocalCluster.portIsUsed(launch.name, launch.port, launch.service.portVariable()));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(ProcessMark.of(home, launch.name));
        command.addAll(JVM);
        command.add(NATIVE_ACCESS);
        command.addAll(launch.jvmFlags);
        command.addAll(launch.program.arguments(launch.start));
        return command;
    }

    // config/application.properties in the working directory goes before the jar's own (Quarkus, "Configuration
    // Reference"), and no
    // secret stands on a command line.
    private String configuration() {
        Map<String, String> all = new TreeMap<>(launch.properties);
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", Integer.toString(launch.port));
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + entry.getValue().replace("\\", "\\\\").replace("\n", "\\n") + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Waits until it is ready.
     *
     * @throws NotStarted with the lines of its log that say why, where it ends or stays unready for so long
     */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            Optional<ProcessHandle> process = process();
            if (process.isEmpty()) throw new NotStarted(launch.name + " ended at its start:\n" + log.reasons());
            if (System.nanoTime() > deadline) {
                throw new NotStarted(launch.name + " is not ready after " + patience.toSeconds() + " s:\n"
                        + ReadinessReport.of(readinessAddress()) + log.reasons());
            }
            Signals.awaitEnd(process.get(), PROBE_PAUSE);
        }
    }

    /** Whether it says that it can do its work, now. */
    public boolean isReady() {
        return health() == Health.READY;
    }

    /** What it says about itself. */
    public enum Health {
        /** It can do its work. */
        READY,
        /** It runs, and says that it can't do its work now. */
        UNREADY,
        /** It gives no answer. */
        SILENT
    }

    /** Asks it how it is; takes 2 s at most. */
    public Health health() {
        try {
            HttpURLConnection probe =
                    (HttpURLConnection) readinessAddress().toURL().openConnection();
            probe.setConnectTimeout(PROBE_MILLIS);
            probe.setReadTimeout(PROBE_MILLIS);
            int status = probe.getResponseCode();
            probe.disconnect();
            return status == HttpURLConnection.HTTP_OK ? Health.READY : Health.UNREADY;
        } catch (IOException silent) {
            return Health.SILENT;
        }
    }

    private URI readinessAddress() {
        return address().resolve("/q/health/ready");
    }

    /** SIGTERM; SIGKILL where it hasn't ended within this time. True where it ended by itself. */
    public boolean stop(Duration patience) {
        return process().map(process -> Signals.end(process, patience)).orElse(true);
    }

    /** SIGKILL; returns once it is gone. */
    public void kill() {
        process().ifPresent(Signals::kill);
    }

    /** SIGSTOP: it stands still, and holds what it holds. */
    public void pause() {
        process().ifPresent(Signals::pause);
    }

    /** SIGCONT. */
    public void resume() {
        process().ifPresent(Signals::resume);
    }

    /** Its process; empty where it doesn't run. */
    public Optional<ProcessHandle> process() {
        ProcessHandle known = seen;
        if (known != null && !Signals.hasEnded(known)) return Optional.of(known);
        Optional<ProcessHandle> found = ProcessMark.find(home, launch.name);
        seen = found.orElse(null);
        return found;
    }

    /** What was or will be started. */
    public Launch launch() {
        return launch;
    }

    /** "ingest", "ingest-2". */
    public String name() {
        return launch.name;
    }

    /** Its port. */
    public int port() {
        return launch.port;
    }

    /** Its address, without a path. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + launch.port);
    }

    /** Its log. */
    public Path logFile() {
        return home.log(launch.name);
    }
}
