package dev.firstline.cli.local;

import dev.firstline.cli.local.ServiceProcess.Launch;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Describes a {@link LocalCluster}: one replica of each service on the default ports, where nothing else is said. */
public final class ClusterBuilder {

    private final ClusterHome home;
    private final Path checkout;
    private final Map<ServiceName, List<Integer>> ports = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, Map<String, String>> properties = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, Map<String, String>> environment = new EnumMap<>(ServiceName.class);
    private final Map<String, String> sources = new TreeMap<>(Map.of("prometheus", "alertmanager"));
    private final Map<String, String> postgresSettings = new TreeMap<>();
    private List<String> jvmFlags = List.of();
    private Program.Start start = Program.Start.PLAIN;
    private Optional<Path> template = Optional.empty();
    private UnaryOperator<Launch> last = UnaryOperator.identity();
    private Path binaries;
    private int postgresPort;

    ClusterBuilder(ClusterHome home, Path checkout) {
        this.home = home;
        this.checkout = checkout.toAbsolutePath().normalize();
        this.binaries = home.postgresql();
        for (ServiceName name : ServiceName.values()) {
            ports.put(name, List.of(name.defaultPort()));
            properties.put(name, new TreeMap<>());
            environment.put(name, new TreeMap<>());
        }
    }

    /** So many replicas of each service, all of them and the database on ports that are free now. */
    public ClusterBuilder replicas(int count) {
        List<Integer> free = Ports.free(count * ServiceName.values().length + 1);
        for (ServiceName name : ServiceName.values()) {
            ports(name, free.subList(name.ordinal() * count, (name.ordinal() + 1) * count));
        }
        return postgresPort(free.getLast());
    }

    /** One replica of this service for each port. */
    public ClusterBuilder ports(ServiceName name, List<Integer> chosen) {
        ports.put(name, List.copyOf(chosen));
        return this;
    }

    /** Where PostgreSQL listens, also after a restart; a port that is free now where 0. */
    public ClusterBuilder postgresPort(int port) {
        this.postgresPort = port;
        return this;
    }

    /** One more setting of postgresql.conf. */
    public ClusterBuilder postgresSetting(String name, String value) {
        postgresSettings.put(name, value);
        return this;
    }

    /** A folder that PostgreSQL is unpacked into, where several clusters shall share it; the cluster's own otherwise. */
    public ClusterBuilder binaries(Path folder) {
        this.binaries = folder.toAbsolutePath().normalize();
        return this;
    }

    /** One more property of each replica of a service. */
    public ClusterBuilder property(ServiceName service, String name, String value) {
        properties.get(service).put(name, value);
        return this;
    }

    /** One more property of every process. */
    public ClusterBuilder property(String name, String value) {
        for (ServiceName service : ServiceName.values()) property(service, name, value);
        return this;
    }

    /** One more variable in the environment of each replica of a service. */
    public ClusterBuilder environment(ServiceName service, String name, String value) {
        environment.get(service).put(name, value);
        return this;
    }

    /** One more source that may send alerts; its secret is {@code secrets().source(name)}. */
    public ClusterBuilder source(String name, String type) {
        sources.put(name, type);
        return this;
    }

    /** Flags for each service's JVM, after the usual ones. */
    public ClusterBuilder jvmFlags(String... flags) {
        this.jvmFlags = List.of(flags);
        return this;
    }

    /** How the services' JVMs are started. */
    public ClusterBuilder start(Program.Start how) {
        this.start = how;
        return this;
    }

    /**
     * A folder that the database's files are copied from where it has none yet: initdb takes a second or two. It is made by the first
     * who needs it, and only good for clusters with the same secrets.
     */
    public ClusterBuilder template(Path folder) {
        this.template = Optional.of(folder.toAbsolutePath().normalize());
        return this;
    }

    /** Has the last word about each replica's launch, after those that were given before. */
    public ClusterBuilder each(UnaryOperator<Launch> change) {
        UnaryOperator<Launch> before = last;
        last = launch -> change.apply(before.apply(launch));
        return this;
    }

    /** The ports by process name, as far as they are chosen. */
    public Map<String, Integer> processes() {
        Map<String, Integer> processes = new TreeMap<>();
        if (postgresPort != 0) processes.put(LocalPostgres.PROCESS, postgresPort);
        ports.forEach((name, chosen) -> {
            for (int index = 0; index < chosen.size(); index++)
                processes.put(name.process(index + 1), chosen.get(index));
        });
        return processes;
    }

    /** The cluster; nothing runs yet, what runs in its folder already is part of it. */
    public LocalCluster build() {
        int port = postgresPort == 0 ? Ports.free() : postgresPort;
        return new LocalCluster(new ClusterSettings(
                home,
                checkout,
                binaries,
                port,
                postgresSettings,
                ports,
                properties,
                environment,
                sources,
                jvmFlags,
                start,
                template,
                last));
    }
}
