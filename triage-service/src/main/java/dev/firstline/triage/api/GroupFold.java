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
import dev.firstline.triage.store.Contended;
import dev.firstline.triage.store.DeadEvents;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** Folds some batches in one transaction: each once, and one bad event harms no other. */
@Singleton
class GroupFold {

    private static final Logger LOG = Logger.getLogger(GroupFold.class);

    /** What the table {@code applied} calls a batch. */
    private static final String BATCH = "batch";

    /** How often batches are tried whose new alerts another transaction brings at the same moment. */
    private static final int TRIES = 8;

    private static final Duration AFTER_CONTENTION = Duration.ofMillis(100);

    /** Another transaction brought the same at the same time, or waited for this one while this one waited for it. */
    private static final Set<String> CONTENTION = Set.of("23505", "40P01");

    private final Transactions transactions;
    private final Applied applied;
    private final EventFolder folder;
    private final DeadLetterStore deadLetters;
    private final FoldMetrics metrics;
    private final InstantSource clock;

    GroupFold(
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
     * Folds those that were not folded before, in the order of their places.
     *
     * @throws Problem (UNAVAILABLE) where others brought the same new alerts again and again
     */
    void fold(List<ReceivedBatch> group) {
        List<ReceivedBatch> inOrder = group.stream()
                .sorted(Comparator.comparingLong(ReceivedBatch::place))
                .toList();
        for (int tried = 1; ; tried++) {
            try {
                foldOnce(inOrder);
                return;
            } catch (RuntimeException failure) {
                if (!isContention(failure)) throw failure;
                if (tried == TRIES) {
                    throw Problem.unavailable("CONTENDED", "others bring the same new alerts", AFTER_CONTENTION);
                }
            }
        }
    }

    private void foldOnce(List<ReceivedBatch> inOrder) {
        String trace = inOrder.getFirst().traceparent();
        Traces.continued(trace, () -> {
            try {
                apply(inOrder, (tx, events) -> folder.fold(tx, events, others(inOrder)));
            } catch (RuntimeException failure) {
                // Alone each is tried by whoever called: halving all of them would hold everybody's alerts for too
                // long.
                if (!isItemsFault(failure) || inOrder.size() > 1) throw failure;
                LOG.warnf(
                        "batch %s holds what can't be folded (%s): it is set apart",
                        inOrder.getFirst().id(), failure.getMessage());
                apply(inOrder, this::foldHalves);
            }
            return null;
        });
    }

    /** The traces that the group's own isn't part of. */
    private static List<String> others(List<ReceivedBatch> inOrder) {
        return inOrder.stream()
                .skip(1)
                .map(ReceivedBatch::traceparent)
                .filter(trace -> !trace.isEmpty())
                .distinct()
                .toList();
    }

    private void apply(List<ReceivedBatch> inOrder, BiConsumer<Tx, List<Event>> folding) {
        transactions.run(tx -> {
            List<String> ids = inOrder.stream().map(ReceivedBatch::id).toList();
            Set<String> first = new HashSet<>(applied.firstOf(tx, BATCH, ids));
            List<Event> events = new ArrayList<>();
            for (ReceivedBatch batch : inOrder) {
                // Removed, since the same batch may have come twice.
                if (first.remove(batch.id())) events.addAll(batch.events());
            }
            if (!events.isEmpty()) folding.accept(tx, events);
        });
    }

    /** Sets apart what is at fault by halving: the others are folded, in their order. */
    private void foldHalves(Tx tx, List<Event> events) {
        try {
            tx.savepoint(() -> {
                folder.fold(tx, events, List.of());
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
        DueWork work = new DueWork(DeadEvents.KIND, key, 1, clock.instant(), 1, Traces.current(), event.toByteArray());
        deadLetters.park(tx, work, told);
        tx.afterCommit(() -> {
            metrics.deadLetter();
            LOG.errorf("event %s is a dead letter: %s", key, told);
        });
    }

    static boolean isContention(RuntimeException failure) {
        return failure instanceof Contended
                || Database.sqlState(failure).filter(CONTENTION::contains).isPresent();
    }

    /** Data that PostgreSQL refuses, or an exception in our own rules; never a database that is away, or contention. */
    static boolean isItemsFault(RuntimeException failure) {
        return failure instanceof Unfoldable || (Database.isItemsFault(failure) && !isContention(failure));
    }
}
