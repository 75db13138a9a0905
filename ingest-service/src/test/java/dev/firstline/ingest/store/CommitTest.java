package dev.firstline.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.store.AcceptQueue.Waiting;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.testing.FakeClock;
import dev.firstline.platform.testing.PostgresResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Commits that end badly: each request is written once or answered 503, never written twice and never left waiting. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class CommitTest {

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Inject
    BatchStore batches;

    @Inject
    Partitions partitions;

    @Inject
    HandOvers handOvers;

    @Inject
    InstantSource clock;

    @Inject
    IngestConfig config;

    /** Does what it is asked to, and loses some of the answers. */
    private static class LosesAnswers extends Transactions {

        private int calls;
        private int singles;

        LosesAnswers(Pool pool) {
            super(pool);
        }

        @Override
        public <T> T call(Function<Tx, T> work) {
            T result = super.call(work);
            return lost(calls-- > 0, result);
        }

        @Override
        public <T> T single(Function<Tx, T> statement) {
            T result = super.single(statement);
            return lost(singles-- > 0, result);
        }

        private static <T> T lost(boolean isLost, T result) {
            if (isLost) throw new VertxException("the connection was closed", true);
            return result;
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();

    private CompletableFuture<Outcome> waits(String source, Instant deadline) {
        Chunk chunk = new Chunk(source, 1, new byte[] {1, 2, 3}, new byte[0]);
        Waiting one = new Waiting(new Submission(List.of(chunk), deadline, ""), 1, 3, new CompletableFuture<>());
        waiting.add(one);
        return one.outcome();
    }

    private void commit(Transactions spoiled, InstantSource time) {
        BatchWriter writer = new BatchWriter(spoiled, batches, partitions, handOvers, time);
        Commit commit = new Commit(spoiled, batches, writer, handOvers, time, new SimpleMeterRegistry());
        try (Packer packer = new Packer()) {
            commit.commit(waiting, packer);
        }
    }

    private long events(String source) {
        return transactions.single(tx -> tx.first(
                        "select coalesce(sum(event_count), 0)::bigint as n from batch where $1 = any(sources)",
                        row -> row.getLong("n"),
                        source)
                .orElseThrow());
    }

    @Test
    void aCommitWhoseAnswerIsLostIsReadBackUnderTheSameIds() {
        var outcome = waits("lost", clock.instant().plusSeconds(60));
        LosesAnswers spoiled = new LosesAnswers(pool);
        spoiled.singles = 1;
        commit(spoiled, clock);
        assertThat(outcome.join()).isInstanceOf(Outcome.Stored.class);
        assertThat(events("lost")).isEqualTo(1);
    }

    @Test
    void anIsolationWhoseAnswerIsLostIsReadBackUnderTheSameIds() {
        transactions.run(tx -> {
            tx.query("""
                    create or replace function refuse_faulty() returns trigger language plpgsql as $$
                    begin
                        if 'faulty' = any(new.sources) then raise exception using errcode = '22000'; end if;
                        return new;
                    end $$""");
            tx.query("create trigger faulty before insert on batch for each row execute function refuse_faulty()");
        });
        try {
            Instant deadline = clock.instant().plusSeconds(60);
            List<CompletableFuture<Outcome>> good = new ArrayList<>();
            good.add(waits("apart", deadline));
            var bad = waits("faulty", deadline);
            for (int i = 0; i < 3; i++) good.add(waits("apart", deadline));
            LosesAnswers spoiled = new LosesAnswers(pool);
            spoiled.calls = 1;
            commit(spoiled, clock);
            assertThat(good).allMatch(outcome -> outcome.join() instanceof Outcome.Stored);
            assertThat(bad.join()).isInstanceOf(Outcome.Faulty.class);
        } finally {
            transactions.run(tx -> tx.query("drop trigger faulty on batch"));
        }
        assertThat(events("apart")).isEqualTo(4);
    }

    /** The first commit may come through yet: what it holds must not be in another batch then. */
    @Test
    void whatIsInADoubtfulCommitIsNeverPutIntoAnotherBatch() {
        Instant soon = clock.instant().plusMillis(50);
        var late = waits("doubtful", soon);
        var inTime = waits("doubtful", soon.plusSeconds(5));
        commit(
                new Transactions(pool) {
                    private boolean first = true;

                    @Override
                    public <T> T single(Function<Tx, T> statement) {
                        if (!first) return super.single(statement);
                        first = false;
                        while (clock.instant().isBefore(soon.plusMillis(20))) LockSupport.parkNanos(5_000_000);
                        throw new VertxException("the connection was closed", true);
                    }
                },
                new FakeClock(soon.minusMillis(10)));
        assertThat(List.of(late.join(), inTime.join())).containsOnly(new Outcome.Refused(Outcome.Reason.DATABASE_AWAY));
        assertThat(events("doubtful")).isZero();
    }

    @Test
    void anErrorOfAWriterIsAnsweredAtOnceAndTheNextWriterTakesTheRest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        Commit fails = new Commit(null, null, null, null, clock, new SimpleMeterRegistry()) {
            private boolean failed;

            @Override
            void commit(List<Waiting> taken, Packer packer) {
                if (!failed) {
                    failed = true;
                    begun.countDown();
                    awaited(queued);
                    throw new StackOverflowError("as an example");
                }
                taken.forEach(item -> item.outcome().complete(new Outcome.Stored(List.of())));
            }
        };
        AcceptQueue commits = new AcceptQueue(fails, clock, config, new SimpleMeterRegistry());
        Instant deadline = clock.instant().plus(Duration.ofMinutes(1));
        Chunk chunk = new Chunk("error", 1, new byte[] {1}, new byte[0]);
        var taken = commits.submit(new Submission(List.of(chunk), deadline, ""));
        awaited(begun);
        var left = commits.submit(new Submission(List.of(chunk), deadline, ""));
        queued.countDown();
        assertThat(taken.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Refused(Outcome.Reason.INTERNAL));
        assertThat(left.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Stored.class);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
