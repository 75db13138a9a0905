package dev.firstline.ingest.store;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.testing.HeldTable;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class AcceptQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    AcceptQueue commits;

    @Inject
    BatchStore batches;

    @Inject
    Transactions transactions;

    @Inject
    InstantSource clock;

    private Submission submission(String source, int events) {
        Chunk chunk = new Chunk(source, events, new byte[] {1, 2, 3}, new byte[0]);
        return new Submission(List.of(chunk), clock.instant().plus(PATIENCE), "");
    }

    private Outcome.Stored stored(CompletableFuture<Outcome> outcome) throws Exception {
        return (Outcome.Stored) outcome.get(60, TimeUnit.SECONDS);
    }

    private long place(UUID batch) {
        return transactions.single(tx -> batches.find(tx, batch)).orElseThrow().place();
    }

    private long rows(String source) {
        return transactions
                .single(tx -> tx.first(
                        "select count(*) as n from batch where $1 = any(sources)", row -> row.getLong("n"), source))
                .orElseThrow();
    }

    @Test
    void requestsThatWaitTogetherShareRows() throws Exception {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        try (HeldTable held = HeldTable.hold(transactions, "batch")) {
            for (int i = 0; i < 60; i++) outcomes.add(commits.submit(submission("shared", 10)));
        }
        long last = 0;
        int lastIndex = -1;
        for (var outcome : outcomes) {
            Outcome.Run run = stored(outcome).runs().getFirst();
            long place = place(run.batch());
            if (place == last) assertThat(run.first()).isGreaterThan(lastIndex);
            last = place;
            lastIndex = run.first();
        }
        assertThat(rows("shared")).isBetween(2L, 6L);
    }

    @Test
    void whatIsSentAfterAnAnswerHasTheGreaterPlace() throws Exception {
        long before = 0;
        for (int i = 0; i < 5; i++) {
            long place = place(stored(commits.submit(submission("order", 1)))
                    .runs()
                    .getFirst()
                    .batch());
            assertThat(place).isGreaterThan(before);
            before = place;
        }
    }

    @Test
    void aRequestThatWaitedTooLongIsRefusedAndNotWritten() throws Exception {
        CompletableFuture<Outcome> inCommit;
        CompletableFuture<Outcome> inQueue;
        try (HeldTable held = HeldTable.hold(transactions, "batch")) {
            Chunk chunk = new Chunk("late", 1, new byte[] {1}, new byte[0]);
            Instant soon = clock.instant().plusSeconds(3);
            inCommit = commits.submit(new Submission(List.of(chunk), soon, ""));
            held.untilSomebodyWaits();
            inQueue = commits.submit(new Submission(List.of(chunk), soon, ""));
            assertThat(inQueue.get(60, TimeUnit.SECONDS))
                    .isEqualTo(new Outcome.Refused(Outcome.Reason.WAITED_TOO_LONG));
        }
        assertThat(inCommit.get(60, TimeUnit.SECONDS)).isEqualTo(new Outcome.Refused(Outcome.Reason.WAITED_TOO_LONG));
        assertThat(rows("late")).isZero();
    }

    @Test
    void aCommitWhoseConnectionBrokeIsMadeAgain() throws Exception {
        CompletableFuture<Outcome> outcome;
        try (HeldTable held = HeldTable.hold(transactions, "batch")) {
            outcome = commits.submit(submission("broken", 1));
            held.untilSomebodyWaits();
            held.terminateWhoWaits();
        }
        UUID batch = stored(outcome).runs().getFirst().batch();
        assertThat(place(batch)).isPositive();
        assertThat(rows("broken")).isEqualTo(1);
    }

    @Test
    void rowsThatAreThereAlreadyAreNotWrittenTwiceAndKeepTheirPlaces() {
        Instant now = clock.instant();
        Row row = new Row(Ids.next(now), 1, "twice", new byte[] {1}, new byte[0], "");
        Map<UUID, Long> first = write(row, now.plusSeconds(60));
        assertThat(first).containsOnlyKeys(row.id());
        assertThat(write(row, now.plusSeconds(60))).isEmpty();
        assertThat(transactions.<Map<UUID, Long>>single(tx -> batches.places(tx, List.of(row))))
                .isEqualTo(first);
    }

    @Test
    void nothingIsWrittenOnceTheDeadlineHasPassedByTheDatabasesClock() {
        Instant now = clock.instant();
        Row row = new Row(Ids.next(now), 1, "past", new byte[] {1}, new byte[0], "");
        assertThat(write(row, now.minusMillis(1))).isEmpty();
        assertThat(rows("past")).isZero();
    }

    private Map<UUID, Long> write(Row row, Instant deadline) {
        Instant now = clock.instant();
        return transactions.single(tx -> batches.write(tx, List.of(row), deadline, now, now.plusSeconds(5)));
    }

    @Test
    void oneRequestAtFaultHarmsNobody() throws Exception {
        transactions.run(tx -> {
            tx.query("""
                    create or replace function refuse_poison() returns trigger language plpgsql as $$
                    begin
                        if 'poison' = any(new.sources) then raise exception using errcode = '22000'; end if;
                        return new;
                    end $$""");
            tx.query("create trigger poison before insert on batch for each row execute function refuse_poison()");
        });
        List<CompletableFuture<Outcome>> good = new ArrayList<>();
        CompletableFuture<Outcome> bad;
        try {
            try (HeldTable held = HeldTable.hold(transactions, "batch")) {
                good.add(commits.submit(submission("good", 1)));
                held.untilSomebodyWaits();
                for (int i = 0; i < 6; i++) good.add(commits.submit(submission("good", 1)));
                bad = commits.submit(submission("poison", 1));
                for (int i = 0; i < 5; i++) good.add(commits.submit(submission("good", 1)));
            }
            for (var outcome : good) place(stored(outcome).runs().getFirst().batch());
            assertThat(bad.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Faulty.class);
        } finally {
            transactions.run(tx -> tx.query("drop trigger poison on batch"));
        }
        assertThat(rows("poison")).isZero();
    }

    @Test
    void aMissingDayIsMadeAndHarmsNobody() throws Exception {
        String today = Days.partition(Days.of(clock.instant()));
        transactions.run(tx -> tx.query("drop table " + today));
        assertThat(stored(commits.submit(submission("midnight", 1))).runs()).hasSize(1);
    }

    @Test
    void aSubmissionOfSeveralRowsIsWrittenInItsOrder() throws Exception {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < 3; i++) chunks.add(new Chunk("large", 500, new byte[] {1}, new byte[0]));
        Outcome.Stored outcome =
                stored(commits.submit(new Submission(chunks, clock.instant().plus(PATIENCE), "")));
        assertThat(outcome.runs()).extracting(Outcome.Run::count).containsExactly(500, 500, 500);
        assertThat(outcome.runs()).extracting(run -> place(run.batch())).isSorted();
        assertThat(outcome.eventIds()).hasSize(1500).doesNotHaveDuplicates();
    }

    @Test
    void whoComesWhenTheQueueIsFullIsRefusedAtOnce() throws Exception {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        try (HeldTable held = HeldTable.hold(transactions, "batch")) {
            outcomes.add(commits.submit(submission("full", 1)));
            held.untilSomebodyWaits();
            for (int i = 0; i < 100; i++) outcomes.add(commits.submit(submission("full", 500)));
            long refused = outcomes.stream()
                    .filter(outcome ->
                            outcome.isDone() && outcome.join().equals(new Outcome.Refused(Outcome.Reason.QUEUE_FULL)))
                    .count();
            assertThat(refused).isBetween(20L, 60L);
        }
        eventually(() -> assertThat(outcomes).allMatch(CompletableFuture::isDone));
    }
}
