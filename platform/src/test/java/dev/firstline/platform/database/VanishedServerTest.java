package dev.firstline.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VanishedServerTest {

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "firstline.database.url")
    String url;

    @ConfigProperty(name = "firstline.database.username")
    String user;

    @ConfigProperty(name = "firstline.database.password")
    String password;

    @Test
    void aConnectionWhoseServerHasVanishedDoesNotComeBackToThePool() {
        PgConnectOptions options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        try (Wire wire = new Wire(options.getPort())) {
            Pool pool = PgBuilder.pool()
                    .with(new PoolOptions().setMaxSize(1))
                    .connectingTo(options.setPort(wire.port()))
                    .using(vertx)
                    .build();
            Transactions transactions = new Transactions(pool);
            assertThat(one(transactions)).isEqualTo(1);
            wire.lose();
            assertThatThrownBy(() -> one(transactions)).isInstanceOf(DatabaseUnavailable.class);
            assertThat(one(transactions)).isEqualTo(1);
            pool.close();
        }
    }

    private static int one(Transactions transactions) {
        return transactions.call(
                tx -> tx.first("select 1", row -> row.getInteger(0)).orElseThrow());
    }
}
