package dev.firstline.platform.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One open transaction. Calls block, so they belong on a virtual thread. Arguments are passed as {@code $1, $2, …}; an array
 * counts as one argument.
 */
public final class Tx {

    private static final String IN_FAILED_TRANSACTION = "25P02";

    /** A statement on its way, and what its answer has to be like. */
    private record Sent(Future<RowSet<Row>> answer, Consumer<RowSet<Row>> check) {}

    private final SqlConnection connection;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();

    Tx(SqlConnection connection) {
        this.connection = connection;
    }

    /** Runs a statement and returns its rows. */
    public RowSet<Row> query(String sql, Object... arguments) {
        Future<RowSet<Row>> answer = execute(sql, arguments);
        try {
            return Database.await(answer);
        } catch (RuntimeException failure) {
            throw cause(failure);
        }
    }

    /**
     * Asks for rows, and goes on: several questions share one round trip.
     *
     * @return gives the rows, waiting for them where they have not come
     */
    public Supplier<RowSet<Row>> ask(String sql, Object... arguments) {
        Future<RowSet<Row>> answer = execute(sql, arguments);
        sent.add(new Sent(answer, rows -> {}));
        return () -> {
            try {
                return Database.await(answer);
            } catch (RuntimeException failure) {
                throw cause(failure);
            }
        };
    }

    /** Sends a statement, and goes on: the commit waits for it, and fails as it failed. */
    public void send(String sql, Object... arguments) {
        send(rows -> {}, sql, arguments);
    }

    /**
     * The same with a look at the answer, before the commit.
     *
     * @param check throws where the transaction must not be committed
     */
    public void send(Consumer<RowSet<Row>> check, String sql, Object... arguments) {
        sent.add(new Sent(execute(sql, arguments), check));
    }

    /** Waits for what was sent. */
    void settle() {
        RuntimeException first = null;
        for (Sent one : List.copyOf(sent)) {
            try {
                one.check().accept(Database.await(one.answer()));
            } catch (RuntimeException failure) {
                if (first == null) first = failure;
                // Answers come in order: where one doesn't come, none after it will.
                if (failure instanceof DatabaseUnavailable) break;
            }
        }
        sent.clear();
        if (first != null) throw first;
    }

    /** A statement that fails because one before it did is not the cause. */
    private RuntimeException cause(RuntimeException failure) {
        if (!Database.sqlState(failure).filter(IN_FAILED_TRANSACTION::equals).isPresent()) return failure;
        try {
            settle();
            return failure;
        } catch (RuntimeException earlier) {
            return earlier;
        }
    }

    private Future<RowSet<Row>> execute(String sql, Object... arguments) {
        return connection.preparedQuery(sql).execute(tuple(arguments));
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
        settle();
        simple("savepoint item");
        int registered = afterCommit.size();
        try {
            T result = work.get();
            settle();
            simple("release savepoint item");
            return result;
        } catch (RuntimeException failure) {
            sent.clear();
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

    /**
     * Begins what only reads, and goes on: the first statement is on its way behind it. Where something is written the beginning is
     * waited for: if it alone failed, each statement behind it would commit by itself.
     */
    void beginReading(String sql) {
        sent.add(new Sent(connection.query(sql).execute(), begun -> {}));
    }

    void commit() {
        settle();
        simple("commit");
    }

    /** Ends what has only read: nobody need wait for that. */
    void end() {
        settle();
        connection.query("commit").execute();
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
