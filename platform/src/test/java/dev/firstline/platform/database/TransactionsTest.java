package dev.firstline.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TransactionsTest {

    private final Promise<SqlConnection> connection = Promise.promise();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void whoStopsWaitingForAConnectionGivesItBackWhenItComes() {
        Transactions transactions =
                new Transactions(fake(Pool.class, (proxy, method, arguments) -> connection.future()));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> transactions.run(tx -> {})).isInstanceOf(DatabaseUnavailable.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).hasValue(0);

        connection.complete(fake(SqlConnection.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("close");
            closed.incrementAndGet();
            return Future.succeededFuture();
        }));
        assertThat(closed).hasValue(1);
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
