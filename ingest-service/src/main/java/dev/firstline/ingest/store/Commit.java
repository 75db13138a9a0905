package dev.firstline.ingest.store;

import dev.firstline.ingest.domain.Fault;
import dev.firstline.ingest.store.AcceptQueue.Waiting;
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
import org.jboss.logging.Logger;

/** One commit of a group: all or, where an item is at fault, all but that one. */
@Singleton
class Commit {

    private static final Logger LOG = Logger.getLogger(Commit.class);

    /** Requests this close to the one whose deadline stopped a commit are as late as that one. */
    private static final Duration AS_LATE = Duration.ofMillis(100);

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
                Duration.ofSeconds(3)
    };

    /** Submissions that are written together. */
    private record Group(List<Waiting> items, Packer.Packed packed, Instant time) {}

    /** What halving came to in its transaction, which is then to be committed. */
    private static final class Halved {
        final List<Group> good = new ArrayList<>();
        final Map<UUID, Long> places = new HashMap<>();
        final List<Waiting> late = new ArrayList<>();
        final Map<Waiting, String> faulty = new HashMap<>();
        boolean toCommit;
    }

    private final Transactions transactions;
    private final BatchStore batches;
    private final BatchWriter writer;
    private final HandOvers handOvers;
    private final InstantSource clock;
    private final Timer duration;
    private final DistributionSummary events;

    Commit(
            Transactions transactions,
            BatchStore batches,
            BatchWriter writer,
            HandOvers handOvers,
            InstantSource clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.batches = batches;
        this.writer = writer;
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
            told(bug);
            refuse(taken, Outcome.Reason.INTERNAL);
        }
    }

    /** Commits once; returns those that were not written, and may still be. */
    private List<Waiting> commitOnce(List<Waiting> items, Packer packer, Instant now) {
        Group group = new Group(items, pack(items, packer, now), now);
        Instant deadline = deadline(items);
        Timer.Sample sample = Timer.start();
        try {
            return switch (writer.write(group.packed().rows(), deadline, now)) {
                case BatchWriter.Result.Late late -> withoutExpired(items, deadline.plus(AS_LATE));
                case BatchWriter.Result.Stored stored -> {
                    finish(group, stored.places());
                    yield List.of();
                }
                case BatchWriter.Result.AtFault atFault -> {
                    isolate(items, packer, now);
                    yield List.of();
                }
                case BatchWriter.Result.Failed failed -> {
                    refuse(items, failed.failure());
                    yield List.of();
                }
            };
        } finally {
            sample.stop(duration);
        }
    }

    /** Sets apart what is at fault, by halving; the rest is committed in one transaction. */
    private void isolate(List<Waiting> items, Packer packer, Instant now) {
        Halved halved = new Halved();
        try {
            transactions.run(tx -> {
                halve(tx, items, packer, now, halved);
                halved.toCommit = true;
            });
            halved.good.forEach(group -> finish(group, halved.places));
        } catch (RuntimeException failure) {
            if (!halved.toCommit || !Database.isAway(failure)) {
                refuse(items, failure);
                return;
            }
            commitAgain(halved, now, failure);
        }
        refuse(halved.late, Outcome.Reason.WAITED_TOO_LONG);
        halved.faulty.forEach((item, reason) -> {
            LOG.warn("a request could not be stored");
            LOG.debugf("why it could not: %s", reason);
            item.outcome().complete(new Outcome.Faulty(reason));
        });
    }

    /** The commit got no answer: the same rows are written once more, under the ids that they have. */
    private void commitAgain(Halved halved, Instant now, RuntimeException unanswered) {
        if (halved.good.isEmpty()) return;
        List<Waiting> items =
                halved.good.stream().flatMap(group -> group.items().stream()).toList();
        List<Row> rows = halved.good.stream()
                .flatMap(group -> group.packed().rows().stream())
                .toList();
        switch (writer.writeAgain(rows, deadline(items), now, unanswered)) {
            case BatchWriter.Result.Stored stored -> halved.good.forEach(group -> finish(group, stored.places()));
            case BatchWriter.Result.Failed failed -> refuse(items, failed.failure());
            case BatchWriter.Result.Late late -> refuse(items, Outcome.Reason.WAITED_TOO_LONG);
            case BatchWriter.Result.AtFault atFault -> refuse(items, atFault.failure());
        }
    }

    private void halve(Tx tx, List<Waiting> items, Packer packer, Instant now, Halved halved) {
        Group group = new Group(items, pack(items, packer, now), now);
        List<Row> rows = group.packed().rows();
        try {
            Map<UUID, Long> places =
                    tx.savepoint(() -> batches.write(tx, rows, deadline(items), now, handOvers.leasedUntil(now)));
            if (places.size() < rows.size()) {
                halved.late.addAll(items);
                return;
            }
            halved.places.putAll(places);
            halved.good.add(group);
        } catch (RuntimeException failure) {
            if (!Database.isItemsFault(failure)) throw failure;
            if (items.size() == 1) {
                halved.faulty.put(items.getFirst(), failure.getMessage());
                return;
            }
            int half = items.size() / 2;
            halve(tx, items.subList(0, half), packer, now, halved);
            halve(tx, items.subList(half, items.size()), packer, now, halved);
        }
    }

    private void finish(Group group, Map<UUID, Long> places) {
        for (Row row : group.packed().rows()) {
            if (row.eventCount() == 0) continue;
            events.record(row.eventCount());
            handOvers.committed(row, places.get(row.id()), group.time());
        }
        for (int i = 0; i < group.items().size(); i++) {
            var runs = group.packed().runs().get(i);
            group.items().get(i).outcome().complete(new Outcome.Stored(runs));
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
        if (Database.isAway(failure)) {
            LOG.warnf("%d requests were refused: %s", items.size(), Fault.of(failure));
            LOG.debug("why they were", failure);
            refuse(items, Outcome.Reason.DATABASE_AWAY);
        } else {
            told(failure);
            refuse(items, Outcome.Reason.INTERNAL);
        }
    }

    /** What an exception says may quote what was to be stored. */
    private static void told(RuntimeException failure) {
        LOG.errorf("a commit failed for a reason of our own: %s", Fault.of(failure));
        LOG.debug("how it failed", failure);
    }

    private static void refuse(List<Waiting> items, Outcome.Reason reason) {
        for (Waiting item : items) item.outcome().complete(new Outcome.Refused(reason));
    }
}
