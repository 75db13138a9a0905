package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Fault;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.store.DeadLetters;
import dev.firstline.ingest.store.UnreadPayload;
import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Keeps payloads that could not be read. They are rare, so each has a statement of its own. */
@Singleton
public class UnreadIntake {

    private static final Logger LOG = Logger.getLogger(UnreadIntake.class);

    /** A sender that went mad must not take the connections that good ones need. */
    private static final int AT_ONCE = 2;

    /** More wait in vain: each of them may hold a whole body. */
    private static final int WAITING = 64;

    private static final Duration AGAIN = Duration.ofMillis(50);

    private final Transactions transactions;
    private final DeadLetters letters;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore waiting = new Semaphore(WAITING);
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    public UnreadIntake(Transactions transactions, DeadLetters letters, InstantSource clock) {
        this.transactions = transactions;
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * Keeps a payload. Doesn't block.
     *
     * @param deadline until when it may be written
     * @return its id once it is committed; empty where it could not be stored in time
     */
    CompletableFuture<Optional<UUID>> keep(
            Payload payload, String reason, Instant now, Instant deadline, String traceparent) {
        if (!waiting.tryAcquire()) return CompletableFuture.completedFuture(Optional.empty());
        UnreadPayload unread = new UnreadPayload(Ids.next(now), payload, reason, now, traceparent);
        return CompletableFuture.supplyAsync(() -> inTurn(unread, deadline), threads)
                .whenComplete((kept, failure) -> waiting.release());
    }

    private Optional<UUID> inTurn(UnreadPayload unread, Instant deadline) {
        places.acquireUninterruptibly();
        try {
            return store(unread, deadline);
        } catch (RuntimeException failure) {
            String source = unread.payload().source();
            LOG.errorf("a payload of %s could not be kept: %s", source, Fault.of(failure));
            LOG.debug("why it could not", failure);
            return Optional.empty();
        } finally {
            places.release();
        }
    }

    /** The same row under the same id until it is known to be there, or too late. */
    private Optional<UUID> store(UnreadPayload unread, Instant deadline) {
        while (true) {
            try {
                boolean kept = transactions.single(tx -> letters.store(tx, unread, deadline));
                if (!kept) return Optional.empty();
                LOG.infof(
                        "a payload of %s is the dead letter %s",
                        unread.payload().source(), unread.id());
                LOG.debugf("why it is one: %s", unread.reason());
                return Optional.of(unread.id());
            } catch (RuntimeException failure) {
                if (!Database.isAway(failure)) throw failure;
                if (!clock.instant().isBefore(deadline)) return Optional.empty();
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }
}
