package dev.firstline.platform.database;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One open transaction. Calls block, so they belong on a virtual thread. Arguments are passed as {@code $1, $2, …}; an array
 * counts as one argument.
 */
public final class Tx {

    private final SqlConnection connection;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Tx(SqlConnection connection) {
        this.connection = connection;
    }

    /** Runs a statement and returns its rows. */
    public RowSet<Row> query(String sql, Object... arguments) {
        return Database.await(connection.preparedQuery(sql).execute(tuple(arguments)));
    }

    /** Runs a statement and returns its rows, mapped. */
    public <T> List<T> list(String sql, Function<Row, T> mapper, Object... arguments) {
        List<T> mapped = new ArrayList<>();
        for (Row row : query(sql, arguments)) mapped.add(mapper.apply(row));
        return mapped;
    }

    /** Runs a statement and returns its first row, mapped; empty where there is none. */
    public <T> Optional<T> first(String sql, Function<Row, T> mapper, Object... arguments) {
        for (Row row : query(sql, arguments)) return Optional.of(mapper.apply(row));
        return Optional.empty();
    }

    /** Runs a statement and returns how many rows it changed. */
    public int update(String sql, Object... arguments) {
        return query(sql, arguments).rowCount();
    }

    /**
     * Runs work that may fail for a reason of its own, and takes back what it changed when it does; the transaction goes on.
     *
     * @throws RuntimeException what the work threw
     */
    public <T> T savepoint(Supplier<T> work) {
        simple("savepoint item");
        int registered = afterCommit.size();
        try {
            T result = work.get();
            simple("release savepoint item");
            return result;
        } catch (RuntimeException failure) {
            simple("rollback to savepoint item");
            simple("release savepoint item");
            afterCommit.subList(registered, afterCommit.size()).clear();
            throw failure;
        }
    }

    /** Has something done once the transaction is committed, never otherwise. It must not block. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void simple(String sql) {
        Database.await(connection.query(sql).execute());
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }

    private static Tuple tuple(Object... arguments) {
        Tuple tuple = Tuple.tuple();
        for (Object argument : arguments) tuple.addValue(argument);
        return tuple;
    }
}
