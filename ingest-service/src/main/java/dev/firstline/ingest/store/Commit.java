package dev.firstline.ingest.store;

import dev.firstline.ingest.store.GroupCommit.Waiting;
import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** One commit of a group: all or, where an item is at fault, all but that one. */
@Singleton
class Commit {

    private static final Logger LOG = Logger.getLogger(Commit.class);

    /** Wait before the same rows are written again after their connection was lost. */
    private static final Duration AGAIN = Duration.ofMillis(25);

    /** Requests this close to the one whose deadline stopped a commit are as late as that one. */
    private static final Duration AS_LATE = Duration.ofMillis(100);

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
                Duration.ofSeconds(3)
    };

    /** "no partition of relation found for row": the fault of none of the rows. */
    private static final String MISSING_DAY = "23514";

    /** Submissions that were written together. */
    private record Written(List<Waiting> items, Packer.Packed packed, Map<UUID, Long> places, Instant time) {}

    private final Transactions transactions;
    private final BatchStore batches;
    private final Partitions partitions;
    private final HandOvers handOvers;
    private final InstantSource clock;
    private final Timer duration;
    private final DistributionSummary events;

    Commit(
            Transactions transactions,
            BatchStore batches,
            Partitions partitions,
            HandOvers handOvers,
            InstantSource clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.batches = batches;
        this.partitions = partitions;
        this.handOvers = handOvers;
        this.clock = clock;
        this.duration = Timer.builder("firstline.ingest.commit")
                .description("How long a group's commit takes, whatever comes of it")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
        this.events = DistributionSummary.builder("firstline.ingest.batch.events")
                .description("How many events a batch holds")
                .register(meters);
    }

    /** Commits what was taken, and completes the outcome of each. Never throws. */
    void commit(List<Waiting> taken, Packer packer) {
        List<Waiting> left = taken;
        try {
            while (!left.isEmpty()) {
                Instant now = clock.instant();
                left = withoutExpired(left, now);
                if (!left.isEmpty()) left = commitOnce(left, packer, now);
            }
        } catch (RuntimeException bug) {
            LOG.error("a commit failed for a reason of our own", bug);
            refuse(taken, Outcome.Reason.DATABASE_AWAY);
        }
    }

    /** Commits once; returns those that were not written, and may still be. */
    private List<Waiting> commitOnce(List<Waiting> items, Packer packer, Instant now) {
        Packer.Packed packed = pack(items, packer, now);
        Instant deadline = deadline(items);
        Timer.Sample sample = Timer.start();
        try {
            Map<UUID, Long> places = write(packed.rows(), deadline, now);
            if (places.size() == packed.rows().size()) {
                finish(new Written(items, packed, places, now));
                return List.of();
            }
            return withoutExpired(items, deadline.plus(AS_LATE));
        } catch (RuntimeException failure) {
            if (Database.isItemsFault(failure) && !isMissingDay(failure)) isolate(items, packer, now);
            else refuse(items, failure);
            return List.of();
        } finally {
            sample.stop(duration);
        }
    }

    /**
     * Writes rows until it is known what became of them. A connection that broke leaves that open: the same rows, under the same ids,
     * are written again, and the places of those that are there already are read back.
     */
    private Map<UUID, Long> write(List<Row> rows, Instant deadline, Instant now) {
        boolean doubtful = false;
        boolean dayMade = false;
        while (true) {
            try {
                return doubtful ? writeAgain(rows, deadline, now) : writeOnce(rows, deadline, now);
            } catch (RuntimeException failure) {
                if (isMissingDay(failure) && !dayMade) {
                    partitions.makeAhead(now);
                    dayMade = true;
                    continue;
                }
                if (!Database.isAway(failure) || !clock.instant().isBefore(deadline)) throw failure;
                LOG.debugf("a commit got no answer and is made again: %s", failure.getMessage());
                doubtful = true;
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private Map<UUID, Long> writeOnce(List<Row> rows, Instant deadline, Instant now) {
        return transactions.single(tx -> batches.write(tx, rows, deadline, now, handOvers.leasedUntil(now)));
    }

    private Map<UUID, Long> writeAgain(List<Row> rows, Instant deadline, Instant now) {
        Map<UUID, Long> places = new HashMap<>(writeOnce(rows, deadline, now));
        if (places.size() < rows.size()) places.putAll(transactions.single(tx -> batches.places(tx, rows)));
        return places;
    }

    /** Sets apart what is at fault, by halving; the rest is committed in one transaction. */
    private void isolate(List<Waiting> items, Packer packer, Instant now) {
        List<Written> good = new ArrayList<>();
        Map<Waiting, String> faulty = new HashMap<>();
        try {
            transactions.run(tx -> halve(tx, items, packer, now, good, faulty));
        } catch (RuntimeException failure) {
            refuse(items, failure);
            return;
        }
        good.forEach(this::finish);
        faulty.forEach((item, reason) -> {
            LOG.warnf("a request could not be stored: %s", reason);
            item.outcome().complete(new Outcome.Faulty(reason));
        });
    }

    private void halve(
            Tx tx, List<Waiting> items, Packer packer, Instant now, List<Written> good, Map<Waiting, String> faulty) {
        Packer.Packed packed = pack(items, packer, now);
        try {
            Map<UUID, Long> places = tx.savepoint(
                    () -> batches.write(tx, packed.rows(), deadline(items), now, handOvers.leasedUntil(now)));
            if (places.size() == packed.rows().size()) good.add(new Written(items, packed, places, now));
            else refuse(items, Outcome.Reason.WAITED_TOO_LONG);
        } catch (RuntimeException failure) {
            if (!Database.isItemsFault(failure)) throw failure;
            if (items.size() == 1) {
                faulty.put(items.getFirst(), failure.getMessage());
                return;
            }
            int half = items.size() / 2;
            halve(tx, items.subList(0, half), packer, now, good, faulty);
            halve(tx, items.subList(half, items.size()), packer, now, good, faulty);
        }
    }

    private void finish(Written written) {
        for (Row row : written.packed().rows()) {
            events.record(row.eventCount());
            handOvers.committed(row, written.places().get(row.id()), written.time());
        }
        for (int i = 0; i < written.items().size(); i++) {
            var runs = written.packed().runs().get(i);
            written.items().get(i).outcome().complete(new Outcome.Stored(runs));
        }
    }

    private static Packer.Packed pack(List<Waiting> items, Packer packer, Instant now) {
        return packer.pack(items.stream().map(Waiting::submission).toList(), now);
    }

    private static Instant deadline(List<Waiting> items) {
        Instant earliest = Instant.MAX;
        for (Waiting item : items) {
            if (item.submission().deadline().isBefore(earliest))
                earliest = item.submission().deadline();
        }
        return earliest;
    }

    private static List<Waiting> withoutExpired(List<Waiting> items, Instant now) {
        List<Waiting> left = new ArrayList<>(items.size());
        for (Waiting item : items) {
            if (now.isBefore(item.submission().deadline())) left.add(item);
            else item.outcome().complete(new Outcome.Refused(Outcome.Reason.WAITED_TOO_LONG));
        }
        return left;
    }

    private static void refuse(List<Waiting> items, RuntimeException failure) {
        if (Database.isAway(failure)) LOG.warnf("%d requests were refused: %s", items.size(), failure.getMessage());
        else LOG.error("a commit failed for a reason of our own", failure);
        refuse(items, Outcome.Reason.DATABASE_AWAY);
    }

    private static void refuse(List<Waiting> items, Outcome.Reason reason) {
        for (Waiting item : items) item.outcome().complete(new Outcome.Refused(reason));
    }

    private static boolean isMissingDay(RuntimeException failure) {
        return Database.sqlState(failure).filter(MISSING_DAY::equals).isPresent();
    }
}
