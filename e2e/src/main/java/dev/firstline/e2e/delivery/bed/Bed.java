package dev.firstline.e2e.delivery.bed;

import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.e2e.bed.AtExit;
import dev.firstline.e2e.delivery.plan.Plan;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A whole Firstline with two replicas of each service, and everything around it. */
public final class Bed implements AutoCloseable {

    private static final int REPLICAS = 2;
    private static final int SECONDS_AHEAD = 90;

    private final LocalCluster cluster;
    private final Vendors vendors;
    private final Ways ways = new Ways();
    private final Map<ServiceName, List<ServiceProcess>> services = new EnumMap<>(ServiceName.class);
    private final List<URI> intakes = new ArrayList<>();
    private final AtExit atExit;

    private Bed(Plan plan, Path home, Path checkout, Optional<ServiceName> ahead) {
        vendors = Vendors.start(plan, home.resolve("journals"));
        PlanFiles files = new PlanFiles(home.resolve("files")).write(plan);
        atExit = AtExit.stop(home);
        cluster = LocalCluster.builder(home, checkout).replicas(REPLICAS).build();
        Map<ServiceName, List<ServiceProcess.Launch>> launches = new EnumMap<>(ServiceName.class);
        for (ServiceName name : ServiceName.values()) {
            launches.put(
                    name,
                    cluster.replicas(name).stream().map(ServiceProcess::launch).toList());
        }
        Settings settings = new Settings(ways, vendors, files, cluster.postgresPort(), launches);
        launches.forEach((name, replicas) -> services.put(
                name,
                replicas.stream()
                        .map(settings::of)
                        .map(launch -> ahead.filter(name::equals)
                                .flatMap(same -> WallClock.ahead(SECONDS_AHEAD))
                                .map(launch::withEnvironment)
                                .orElse(launch))
                        .map(launch -> new ServiceProcess(cluster.home(), launch))
                        .toList()));
    }

    /**
     * Starts everything; returns once all of it is ready.
     *
     * @param home an empty folder
     * @param checkout where the services were built
     * @param ahead the service whose wall clock shall run ahead
     * @param tell is told what happens
     */
    public static Bed start(Plan plan, Path home, Path checkout, Optional<ServiceName> ahead, Consumer<String> tell) {
        Bed bed = new Bed(plan, home, checkout, ahead);
        try {
            bed.start(tell);
            return bed;
        } catch (RuntimeException failure) {
            bed.close();
            throw failure;
        }
    }

    private void start(Consumer<String> tell) {
        cluster.startPostgres();
        cluster.tokens().renew();
        // Two at a time: eight JVMs that start at once on two cores are slower than one after the other.
        for (int replica = 0; replica < REPLICAS; replica++) {
            for (List<ServiceProcess> replicas : services.values())
                replicas.get(replica).start();
            for (List<ServiceProcess> replicas : services.values()) {
                replicas.get(replica).awaitReady(Waits.RESTART);
                tell.accept(replicas.get(replica).name() + " is ready");
            }
        }
        for (ServiceProcess ingest : services.get(ServiceName.INGEST)) {
            int port = ways.open(Ways.SENDERS, ingest.name(), ingest.port()).port();
            intakes.add(URI.create("http://127.0.0.1:" + port + "/v1/sources/" + Plan.SOURCE));
        }
    }

    /** Where alerts are sent to, a replica each. */
    public List<URI> intakes() {
        return List.copyOf(intakes);
    }

    /** What senders prove themselves with. */
    public String secret() {
        return cluster.secrets().source(Plan.SOURCE);
    }

    /** The replicas of a service. */
    public List<ServiceProcess> replicas(ServiceName name) {
        return services.get(name);
    }

    /** All replicas of all services. */
    public List<ServiceProcess> services() {
        return services.values().stream().flatMap(List::stream).toList();
    }

    /** Everything outside. */
    public Vendors vendors() {
        return vendors;
    }

    /** The proxies. */
    public Ways ways() {
        return ways;
    }

    /** SIGKILL to all of PostgreSQL's processes. */
    public void killPostgres() {
        cluster.postgres().kill();
    }

    /** Starts PostgreSQL on what a kill left. */
    public void startPostgres() {
        cluster.startPostgres();
    }

    /** A look into the database, past all proxies. */
    public Connection connect() throws SQLException {
        return cluster.postgres().connect();
    }

    /** Stops and closes all of it. */
    @Override
    public void close() {
        services().forEach(ServiceProcess::resume);
        cluster.stop();
        atExit.close();
        ways.close();
        vendors.close();
    }
}
