package dev.firstline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    private static final Path BINARIES = Path.of("target", "postgresql").toAbsolutePath();

    @TempDir
    Path folder;

    private ClusterHome home() {
        return new ClusterHome(folder);
    }

    private LocalPostgres postgres(int port) {
        home().create();
        return new LocalPostgres(home(), BINARIES, port, "secret", Map.of());
    }

    @AfterEach
    void stop() {
        new LocalPostgres(home()).kill();
    }

    @Test
    void isDurableAndKeepsWhatWasCommittedBeforeAKill() throws SQLException {
        LocalPostgres first = postgres(0);
        first.start();
        try (Connection connection = first.connect("postgres");
                Statement sql = connection.createStatement()) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(one(sql, "show " + setting)).isEqualTo("on");
            }
            sql.execute("create table kept (id int)");
            sql.execute("insert into kept values (7)");
        }
        // Only the first process: what it had begun is left to its children, as by the kernel's out-of-memory killer.
        Signals.kill(first.process().orElseThrow());

        LocalPostgres second = postgres(0);
        second.start();
        try (Connection connection = second.connect("postgres");
                Statement sql = connection.createStatement()) {
            assertThat(one(sql, "select id from kept")).isEqualTo("7");
        }
    }

    @Test
    void startsBesideAProcessIdThatAKillLeftAndSomebodyElseHasNow() throws IOException {
        LocalPostgres postgres = postgres(0);
        postgres.start();
        postgres.kill();
        // This test's own process is alive, and no PostgreSQL.
        Path lock = home().data().resolve("postmaster.pid");
        Files.writeString(lock, ProcessHandle.current().pid() + "\n" + home().data() + "\n");
        postgres.start();
        assertThat(postgres.isReady()).isTrue();
    }

    @Test
    void whatAnotherCommandLeftRunningIsTakenOver() {
        LocalPostgres first = postgres(0);
        first.start();
        LocalPostgres second = postgres(0);
        second.start();
        assertThat(second.process().orElseThrow().pid())
                .isEqualTo(first.process().orElseThrow().pid());
        assertThat(second.port()).isEqualTo(first.port());
        second.stop();
        assertThat(first.process()).isEmpty();
    }

    @Test
    void aUsedPortIsNamedWithItsOwnerAndTheWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalPostgres postgres = postgres(taken.getLocalPort());
            assertThatThrownBy(postgres::start)
                    .isInstanceOf(NotStarted.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("FIRSTLINE_PORT_POSTGRES");
        }
    }

    @Test
    void aServicesRoleSeesItsOwnSchemaOnly() throws SQLException {
        Secrets secrets = new Secrets(home().secrets());
        LocalPostgres postgres = postgres(0);
        postgres.start();
        Schemas.prepare(postgres, secrets);
        Schemas.prepare(postgres, secrets);
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + LocalPostgres.DATABASE;
        try (Connection connection = DriverManager.getConnection(url, "triage", secrets.databasePassword("triage"));
                Statement sql = connection.createStatement()) {
            assertThat(one(sql, "select current_schema()")).isEqualTo("triage");
            sql.execute("create table mine (id int)");
            assertThatThrownBy(() -> sql.execute("create table notify.theirs (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static String one(Statement sql, String query) throws SQLException {
        try (ResultSet result = sql.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
