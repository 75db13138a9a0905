package dev.firstline.ingest.store;

import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.Transactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Writes rows, all or none, until it is known what became of them or their deadline has passed. */
@Singleton
class BatchWriter {

    private static final Logger LOG = Logger.getLogger(BatchWriter.class);

    /** Wait before the same rows are written again after their connection was lost. */
    private static final Duration AGAIN = Duration.ofMillis(25);

    /** What became of rows. */
    sealed interface Result {

        /** They are stored, at these places. */
        record Stored(Map<UUID, Long> places) implements Result {}

        /** They are not stored, and never will be: the deadline had passed before they were first written. */
        record Late() implements Result {}

        /** They are not stored, and never will be: the database refuses what one of them holds. */
        record AtFault(RuntimeException failure) implements Result {}

        /** They were not seen to be stored, and may be later: what they hold must not be written under other ids. */
        record Failed(RuntimeException failure) implements Result {}
    }

    private final Transactions transactions;
    private final BatchStore batches;
    private final Partitions partitions;
    private final HandOvers handOvers;
    private final InstantSource clock;

    BatchWriter(
            Transactions transactions,
            BatchStore batches,
            Partitions partitions,
            HandOvers handOvers,
            InstantSource clock) {
        this.transactions = transactions;
        this.batches = batches;
        this.partitions = partitions;
        this.handOvers = handOvers;
        this.clock = clock;
    }

    /**
     * Writes rows.
     *
     * @param deadline the database writes nothing from then on
     * @param now kept as the time of acceptance
     */
    Result write(List<Row> rows, Instant deadline, Instant now) {
        return write(rows, deadline, now, null);
    }

    /**
     * Writes rows that may be there already. See {@link #write}.
     *
     * @param unanswered how their commit failed to be answered
     */
    Result writeAgain(List<Row> rows, Instant deadline, Instant now, RuntimeException unanswered) {
        return write(rows, deadline, now, unanswered);
    }

    private Result write(List<Row> rows, Instant deadline, Instant now, RuntimeException unanswered) {
        RuntimeException doubt = unanswered;
        boolean dayMissing = false;
        boolean dayMade = false;
        while (true) {
            try {
                if (dayMissing && !dayMade) {
                    partitions.makeAhead(now);
                    dayMade = true;
                }
                Map<UUID, Long> places = doubt != null ? again(rows, deadline, now) : once(rows, deadline, now);
                if (places.size() == rows.size()) return new Result.Stored(places);
                return doubt == null ? new Result.Late() : new Result.Failed(doubt);
            } catch (RuntimeException failure) {
                if (Database.isMissingPartition(failure) && !dayMade) {
                    dayMissing = true;
                    continue;
                }
                if (Database.isItemsFault(failure) && doubt == null) return new Result.AtFault(failure);
                if (!Database.isAway(failure) || !clock.instant().isBefore(deadline)) return new Result.Failed(failure);
                LOG.debugf("a commit got no answer and is made again: %s", failure.getMessage());
                doubt = failure;
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private Map<UUID, Long> once(List<Row> rows, Instant deadline, Instant now) {
        return transactions.single(tx -> batches.write(tx, rows, deadline, now, handOvers.leasedUntil(now)));
    }

    /** The same rows under the same ids; the places of those that are there already are read back. */
    private Map<UUID, Long> again(List<Row> rows, Instant deadline, Instant now) {
        Map<UUID, Long> places = new HashMap<>(once(rows, deadline, now));
        if (places.size() < rows.size()) places.putAll(transactions.single(tx -> batches.places(tx, rows)));
        return places;
    }
}
