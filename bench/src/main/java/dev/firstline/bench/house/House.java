package dev.firstline.bench.house;

import dev.firstline.bench.Settings;
import dev.firstline.cli.local.ClusterBuilder;
import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.LocalPostgres;
import dev.firstline.cli.local.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An empty, durable PostgreSQL and those of the packaged services that a program wants, in a folder of their own. */
public final class House implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final String SOURCE = "prometheus";

    private final Path home;
    private final LocalCluster cluster;
    private final boolean keep;
    private final Thread atExit = new Thread(this::stop);

    private House(Path home, LocalCluster cluster, boolean keep) {
        this.home = home;
        this.cluster = cluster;
        this.keep = keep;
    }

    /**
     * Describes a house and starts its database.
     *
     * @param program whose it is
     * @param files policy, catalogue and runbooks by their path under {@code config}
     * @param more whatever else the program wants of the cluster
     */
    public static House open(
            Path checkout,
            String program,
            Settings settings,
            Map<String, String> files,
            UnaryOperator<ClusterBuilder> more) {
        Path home = checkout.resolve(".firstline").resolve("bench-" + program);
        LocalCluster.stopAll(home);
        delete(home);
        files.forEach((name, content) -> write(home.resolve("config").resolve(name), content));
        ClusterBuilder builder = LocalCluster.builder(home, checkout)
                .replicas(1)
                .binaries(checkout.resolve(".firstline").resolve("postgresql"))
                .jvmFlags(settings.jvmFlags())
                // What a server is set to that lives from writing; durable all the same.
                .postgresSetting("shared_buffers", "1GB")
                .postgresSetting("max_wal_size", "8GB")
                .postgresSetting("checkpoint_timeout", "15min");
        House house = new House(home, more.apply(builder).build(), settings.keep());
        Runtime.getRuntime().addShutdownHook(house.atExit);
        house.cluster.startPostgres();
        house.cluster.tokens().renew();
        return house;
    }

    /** Starts services and waits until they are ready. */
    public House start(ServiceName... names) {
        for (ServiceName name : names) cluster.service(name).start();
        for (ServiceName name : names) cluster.service(name).awaitReady(PATIENCE);
        return this;
    }

    /** Stops one service. */
    public void stop(ServiceName name) {
        cluster.service(name).stop(STOP_PATIENCE);
    }

    /** The database and the services. */
    public LocalCluster cluster() {
        return cluster;
    }

    /** Where Alertmanager's webhooks go. */
    public URI webhook() {
        return cluster.service(ServiceName.INGEST).address().resolve("/v1/sources/" + SOURCE);
    }

    /** What they prove themselves with. */
    public String secret() {
        return cluster.secrets().source(SOURCE);
    }

    /** Begins to count the cores that this program, the database and the services use. */
    public Cores cores() {
        Map<String, ProcessHandle> processes = new LinkedHashMap<>();
        processes.put("load", ProcessHandle.current());
        cluster.postgres().process().ifPresent(process -> processes.put(LocalPostgres.PROCESS, process));
        cluster.services().forEach(service -> service.process().ifPresent(p -> processes.put(service.name(), p)));
        return Cores.count(processes);
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
        if (!keep) delete(home);
    }

    private void stop() {
        cluster.stop();
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
