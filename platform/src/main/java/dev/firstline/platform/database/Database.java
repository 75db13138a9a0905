package dev.firstline.platform.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the database's failures mean. */
public final class Database {

    /**
     * Longest wait for one answer. The server ends a statement long before (see {@code transaction_timeout}); this is for a
     * connection whose other end is gone.
     */
    private static final long ANSWER_SECONDS = 15;

    private static final String CHECK_VIOLATION = "23514";

    private static final String UNSTORABLE_TEXT = "22021";

    private static final String TRANSACTION_TIMEOUT = "25P04";

    private Database() {}

    /** Waits for the database on a virtual thread, and throws its failure as it came. */
    static <T> T await(Future<T> answer) {
        if (io.vertx.core.Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an event loop must not wait for the database: use a virtual thread");
        }
        try {
            return answer.toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause
                    ? cause
                    : new DatabaseUnavailable(failure.getCause());
        } catch (TimeoutException timeout) {
            throw new DatabaseUnavailable(timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable(interrupted);
        }
    }

    /** The five-character SQLSTATE of a failure, where the server answered with one. */
    public static Optional<String> sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException answered && answered.getSqlState() != null) {
                return Optional.of(answered.getSqlState());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a failure is the written item's own fault (SQLSTATE class 22, data exception, and 23, integrity violation), so that
     * the same item would fail again, and others would not.
     *
     * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    public static boolean isItemsFault(Throwable failure) {
        return !isMissingPartition(failure)
                && sqlState(failure)
                        .map(state -> state.startsWith("22") || state.startsWith("23"))
                        .orElse(false);
    }

    /**
     * Whether a table lacks the partition that a row belongs into, the fault of none of the rows. PostgreSQL calls it a check
     * violation; only that of a constraint names one.
     */
    public static boolean isMissingPartition(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException answered && CHECK_VIOLATION.equals(answered.getSqlState())) {
                return answered.getConstraint() == null;
            }
        }
        return false;
    }

    /** Whether the server ended a transaction for how long it took. */
    public static boolean isTooSlow(Throwable failure) {
        return sqlState(failure).filter(TRANSACTION_TIMEOUT::equals).isPresent();
    }

    /** Whether a text holds what PostgreSQL stores nowhere: NUL. */
    public static boolean isUnstorableText(Throwable failure) {
        return sqlState(failure).filter(UNSTORABLE_TEXT::equals).isPresent();
    }

    /** Whether a failure says that the database is away, overloaded or shutting down, and the same work may succeed later. */
    public static boolean isAway(Throwable failure) {
        Optional<String> state = sqlState(failure);
        if (state.isPresent()) return isPassing(state.get());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable
                    || cause instanceof java.io.IOException
                    || cause instanceof io.vertx.core.VertxException) {
                return true;
            }
        }
        return false;
    }

    /** 08 connection, 40 rolled back (dead-lock), 53 resources, 55 lock not available, 57 operator, 58 system, 25P03/25P04 time-outs. */
    private static boolean isPassing(String state) {
        return state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("55")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("25P");
    }
}
