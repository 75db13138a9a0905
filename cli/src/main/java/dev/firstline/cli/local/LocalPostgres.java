package dev.firstline.cli.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A real PostgreSQL on loopback, as durable as in production, whose data stay between runs. It outlives the process that starts it, and
 * one that a kill left behind is found by the data folder's {@code postmaster.pid} and taken over.
 */
public final class LocalPostgres {

    /** The database that the services share, a schema each. */
    public static final String DATABASE = "firstline";

    /** The name under which its log and its working directory lie. */
    public static final String PROCESS = "postgres";

    private static final String SUPERUSER = "postgres";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final ClusterHome home;
    private final Path binaries;
    private final int wantedPort;
    private final String password;
    private final Map<String, String> settings;
    private final Optional<Path> template;

    /**
     * @param binaries the folder that PostgreSQL is unpacked into; may be shared by clusters
     * @param wantedPort where it shall listen; one that is free where 0
     * @param password the superuser's
     * @param settings of postgresql.conf, beyond and before the ones that make it durable
     * @param template the folder that its files are copied from at first, made where it is missing; for the same password only
     */
    LocalPostgres(
            ClusterHome home,
            Path binaries,
            int wantedPort,
            String password,
            Map<String, String> settings,
            Optional<Path> template) {
        this.home = home;
        this.binaries = binaries;
        this.wantedPort = wantedPort;
        this.password = password;
        this.settings = Map.copyOf(settings);
        this.template = template;
    }

    /** The same without a template. */
    public LocalPostgres(
            ClusterHome home, Path binaries, int wantedPort, String password, Map<String, String> settings) {
        this(home, binaries, wantedPort, password, settings, Optional.empty());
    }

    /** The one of a cluster's folder, to look at or to stop. */
    public LocalPostgres(ClusterHome home) {
        this(home, home.postgresql(), 0, "", Map.of());
    }

    /**
     * Makes the data folder where there is none, and starts it where it doesn't run. Returns once it takes connections.
     *
     * @throws NotStarted with the end of its log
     */
    public void start() {
        Path bin = PostgresBinaries.unpackedIn(binaries);
        PostgresFolder folder = folder();
        if (!folder.isMade()) make(folder, bin);
        if (folder.running().isPresent()) {
            awaitReady(folder, folder.running().get());
            return;
        }
        folder.clear();
        int port = wantedPort == 0 ? Ports.free() : wantedPort;
        if (!Ports.isFree(port))
            throw new NotStarted(LocalCluster.portIsUsed("PostgreSQL", port, "FIRSTLINE_PORT_POSTGRES"));
        LogTail log = LogTail.fromHere(home.log(PROCESS));
        ProcessHandle process = Detached.start(command(bin, port), home.data(), home.log(PROCESS), Map.of());
        try {
            awaitReady(folder, process);
        } catch (NotStarted failure) {
            Signals.kill(process);
            throw new NotStarted("PostgreSQL did not start: " + failure.getMessage() + "\n" + log.reasons());
        }
    }

    private void make(PostgresFolder folder, Path bin) {
        if (template.isEmpty()) {
            folder.make(bin, password);
            return;
        }
        PostgresFolder kept = new PostgresFolder(template.get());
        if (!kept.isMade()) kept.make(bin, password);
        folder.copy(kept);
    }

    private List<String> command(Path bin, int port) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "max_connections", "200",
                "timezone", "UTC"));
        all.putAll(settings);
        all.putAll(
                Map.of("listen_addresses", "127.0.0.1", "unix_socket_directories", "", "port", Integer.toString(port)));
        List<String> command = new ArrayList<>(PostgresFolder.asNobodyWhereRoot());
        command.addAll(
                List.of(bin.resolve("postgres").toString(), "-D", home.data().toString()));
        all.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private void awaitReady(PostgresFolder folder, ProcessHandle process) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!folder.isReady(process.pid())) {
            if (Signals.hasEnded(process)) throw new NotStarted("it ended by itself");
            if (System.nanoTime() > deadline) throw new NotStarted("it takes no connections after " + START_PATIENCE);
            Signals.awaitEnd(process, Duration.ofMillis(20));
        }
    }

    /** Lets it write everything down and end (fast shutdown); kills it where that takes too long. */
    public void stop() {
        folder().stop();
    }

    /** SIGKILL to its every process, as a crash of its machine would look to its clients. */
    public void kill() {
        folder().kill();
    }

    /** Its first process; empty where it doesn't run. */
    public Optional<ProcessHandle> process() {
        return folder().running();
    }

    /** Whether it takes connections. */
    public boolean isReady() {
        return process().map(process -> folder().isReady(process.pid())).orElse(false);
    }

    /** Where it listens now; 0 where it doesn't run. */
    public int port() {
        return folder().port();
    }

    /** The address as {@code firstline.database.url} takes it. */
    public String url() {
        return "postgresql://127.0.0.1:" + port() + "/" + DATABASE;
    }

    /** A connection of the superuser to the services' database, for a look at what they wrote. */
    public Connection connect() throws SQLException {
        return connect(DATABASE);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?connectTimeout=5", SUPERUSER, password);
    }

    private PostgresFolder folder() {
        return new PostgresFolder(home.data());
    }
}
