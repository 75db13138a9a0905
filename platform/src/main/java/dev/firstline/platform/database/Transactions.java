package dev.firstline.platform.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one door to a writing transaction. {@code Pool.withTransaction} can't be used: after one failed statement its commit is a
 * rollback, even when the failure was taken back to a savepoint.
 */
@Singleton
public class Transactions {

    private static final int LAST_WORD_SECONDS = 2;

    private final Pool pool;

    public Transactions(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs work in one transaction (READ COMMITTED) and commits it.
     *
     * @return what the work returned
     * @throws RuntimeException what the work threw, after a rollback; {@link DatabaseUnavailable} or a {@code PgException} where
     *     the database failed. Where the commit itself got no answer, it may have happened
     */
    public <T> T call(Function<Tx, T> work) {
        return in(tx -> tx.simple("begin"), Tx::commit, work);
    }

    /** Runs work that returns nothing in one transaction. See {@link #call}. */
    public void run(Consumer<Tx> work) {
        call(tx -> {
            work.accept(tx);
            return null;
        });
    }

    /** Reads in one unchanging view of the database (REPEATABLE READ, read only). */
    public <T> T snapshot(Function<Tx, T> work) {
        return in(tx -> tx.beginReading("begin isolation level repeatable read read only"), Tx::end, work);
    }

    /** Runs a single statement, which commits by itself: one round trip instead of three. */
    public <T> T single(Function<Tx, T> statement) {
        SqlConnection connection = connection();
        try {
            Tx tx = new Tx(connection);
            T result = statement.apply(tx);
            tx.settle();
            connection.close();
            return result;
        } catch (DatabaseUnavailable unanswered) {
            discard(connection);
            throw unanswered;
        } catch (RuntimeException | Error failure) {
            connection.close();
            throw failure;
        }
    }

    /**
     * A connection out of the pool. Whoever stops waiting for one gives it back as soon as it comes: the pool would count it as used for
     * ever, and a few seconds of a slow database would leave it empty for good.
     */
    private SqlConnection connection() {
        Future<SqlConnection> asked = pool.getConnection();
        try {
            return Database.await(asked);
        } catch (DatabaseUnavailable tooLate) {
            asked.onSuccess(SqlConnection::close);
            throw tooLate;
        }
    }

    private <T> T in(Consumer<Tx> begin, Consumer<Tx> end, Function<Tx, T> work) {
        SqlConnection connection = connection();
        boolean reusable = false;
        try {
            Tx tx = new Tx(connection);
            begin.accept(tx);
            T result;
            try {
                result = work.apply(tx);
                end.accept(tx);
                reusable = true;
            } catch (RuntimeException | Error failure) {
                reusable = rolledBack(tx, failure);
                throw failure;
            }
            tx.runAfterCommit();
            return result;
        } finally {
            if (reusable) connection.close();
            else discard(connection);
        }
    }

    private static boolean rolledBack(Tx tx, Throwable failure) {
        if (failure instanceof DatabaseUnavailable) return false;
        try {
            tx.simple("rollback");
            return true;
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
            return false;
        }
    }

    /**
     * A connection in an unknown state must not serve anybody else while its server side may hold locks: it ends there, and then here. A
     * server that has vanished answers nothing, and the system gives its sockets up after a quarter of an hour only: back in the pool they
     * would fill it.
     */
    private static void discard(SqlConnection connection) {
        connection
                .query("select pg_terminate_backend(pg_backend_pid())")
                .execute()
                .timeout(LAST_WORD_SECONDS, TimeUnit.SECONDS)
                .onComplete(ended -> sever(connection));
    }

    /** A pool forgets a connection whose socket is closed. */
    private static void sever(SqlConnection connection) {
        if (connection instanceof SqlConnectionInternal pooled
                && pooled.unwrap().unwrap() instanceof SocketConnectionBase open) {
            open.socket().close();
        } else {
            connection.close();
        }
    }
}
