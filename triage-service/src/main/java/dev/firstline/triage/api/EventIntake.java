package dev.firstline.triage.api;

import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.Applied;
import dev.firstline.platform.duework.DeadLetterStore;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.telemetry.Traces;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import dev.firstline.triage.store.Contended;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes batches of events in: each once, and one bad event harms no other. */
@Singleton
public class EventIntake {

    private static final Logger LOG = Logger.getLogger(EventIntake.class);

    /** What the table {@code applied} calls a batch. */
    private static final String BATCH = "batch";

    /** What the table {@code dead_letter} calls an event that could not be folded. Its body is a firstline.common.v1.Event. */
    public static final String EVENT = "event";

    /** How often a batch is tried whose new alerts another batch brings at the same moment. */
    private static final int TRIES = 8;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Transactions transactions;
    private final Applied applied;
    private final EventFolder folder;
    private final DeadLetterStore deadLetters;
    private final FoldMetrics metrics;
    private final InstantSource clock;

    public EventIntake(
            Transactions transactions,
            Applied applied,
            EventFolder folder,
            DeadLetterStore deadLetters,
            FoldMetrics metrics,
            InstantSource clock) {
        this.transactions = transactions;
        this.applied = applied;
        this.folder = folder;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Folds a batch, unless it was folded before.
     *
     * @throws Problem where the batch can't be read, or others brought the same new alerts again and again
     */
    void receive(ReceiveEventsRequest request) {
        String id = uuid("batch_id", request.getBatchId()).toString();
        List<Event> events = EventReader.read(request, id);
        for (int tried = 1; ; tried++) {
            try {
                foldOnce(id, events);
                return;
            } catch (RuntimeException failure) {
                if (!isContention(failure)) throw failure;
                if (tried == TRIES) {
                    throw Problem.unavailable(
                            "CONTENDED", "other batches bring the same new alerts", java.time.Duration.ofMillis(100));
                }
            }
        }
    }

    private void foldOnce(String batchId, List<Event> events) {
        try {
            transactions.run(tx -> {
                if (applied.first(tx, BATCH, batchId, 1)) folder.fold(tx, events);
            });
        } catch (RuntimeException failure) {
            if (!isItemsFault(failure)) throw failure;
            LOG.warnf(
                    "batch %s holds an event that can't be folded (%s): it is set apart",
                    batchId, failure.getMessage());
            transactions.run(tx -> {
                if (applied.first(tx, BATCH, batchId, 1)) foldHalves(tx, events);
            });
        }
    }

    /** Sets apart what is at fault by halving: the others are folded, in their order. */
    private void foldHalves(Tx tx, List<Event> events) {
        try {
            tx.savepoint(() -> {
                folder.fold(tx, events);
                return null;
            });
        } catch (RuntimeException failure) {
            if (!isItemsFault(failure)) throw failure;
            if (events.size() == 1) {
                park(tx, events.get(0), failure);
                return;
            }
            int middle = events.size() / 2;
            foldHalves(tx, events.subList(0, middle));
            foldHalves(tx, events.subList(middle, events.size()));
        }
    }

    private void park(Tx tx, Event event, RuntimeException failure) {
        // NUL is what PostgreSQL refuses in a text, and a reason may quote it.
        String told = String.valueOf(failure.getMessage()).replace("\0", "\\0");
        String key = event.getId();
        DueWork work = new DueWork(EVENT, key, 1, clock.instant(), 1, Traces.current(), event.toByteArray());
        deadLetters.park(tx, work, told);
        tx.afterCommit(() -> {
            metrics.deadLetter();
            LOG.errorf("event %s is a dead letter: %s", key, told);
        });
    }

    private static boolean isContention(RuntimeException failure) {
        return failure instanceof Contended
                || Database.sqlState(failure).filter(UNIQUE_VIOLATION::equals).isPresent();
    }

    /** Data that PostgreSQL refuses, or an exception in our own rules; never a database that is away, or contention. */
    private static boolean isItemsFault(RuntimeException failure) {
        return failure instanceof Unfoldable || (Database.isItemsFault(failure) && !isContention(failure));
    }

    static UUID uuid(String field, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException noUuid) {
            throw Problem.invalid(field, "'" + value + "' is not a UUID");
        }
    }
}
