package dev.firstline.platform.duework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DueWorkTest {

    /** No handler has this kind, so nothing takes the work but the test. */
    private static final String NOBODYS = "nobodys";

    /** Outlasts every test, however slow the machine is. */
    private static final Duration LEASE = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Transactions transactions;

    @Inject
    DueWorkStore store;

    @Inject
    Applied applied;

    @Inject
    ScriptedHandler handler;

    @Inject
    InstantSource clock;

    private final String key = UUID.randomUUID().toString();

    @Test
    void whatFollowsFromAChangeIsDoneRightAfterItsCommit() throws InterruptedException {
        transactions.run(tx -> store.handOver(tx, ScriptedHandler.KIND, key, 7));

        assertThat(handler.next(key).version()).isEqualTo(7);
        assertThat(remaining(ScriptedHandler.KIND)).isZero();
    }

    @Test
    void nothingFollowsFromAChangeThatWasTakenBack() throws InterruptedException {
        assertThatThrownBy(() -> transactions.run(tx -> {
                    store.handOver(tx, ScriptedHandler.KIND, key, 1);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        transactions.run(tx -> store.handOver(tx, ScriptedHandler.KIND, key, 2));

        assertThat(handler.next(key).version()).isEqualTo(2);
    }

    @Test
    void whatAKilledProcessLeftIsFoundByThePoll() throws InterruptedException {
        transactions.run(tx -> store.put(tx, work(ScriptedHandler.KIND, 3)));

        assertThat(handler.next(key).version()).isEqualTo(3);
    }

    @Test
    void aNewerVersionThatComesWhileTheOlderIsBeingDoneIsNotForgotten() {
        transactions.run(tx -> store.put(tx, work(NOBODYS, 1)));
        DueWork taken = claim();
        transactions.run(tx -> store.put(tx, work(NOBODYS, 2)));

        assertThat(transactions.<Boolean>call(tx -> store.done(tx, taken))).isFalse();
        assertThat(remaining(NOBODYS)).isEqualTo(1);
    }

    @Test
    void anOlderVersionNeverOverwritesANewerOne() {
        transactions.run(tx -> store.put(tx, work(NOBODYS, 2)));
        transactions.run(tx -> store.put(tx, work(NOBODYS, 1)));

        assertThat(claim().version()).isEqualTo(2);
    }

    @Test
    void workThatIsLeasedIsNobodyElsesUntilTheLeaseEnds() {
        transactions.run(tx -> store.put(tx, work(NOBODYS, 1)));
        claim();

        assertThat(claimed()).isEmpty();
    }

    @Test
    void aTimerThatIsArmedAgainIsNotForgottenByWhoeverDidItsLastArmingLate() {
        transactions.run(tx -> store.arm(tx, NOBODYS, key, clock.instant().minusSeconds(1)));
        DueWork pausedWith = claim();
        transactions.run(tx -> store.drop(tx, NOBODYS, key));
        transactions.run(tx -> store.arm(tx, NOBODYS, key, clock.instant().minusSeconds(1)));

        assertThat(transactions.<Boolean>call(tx -> store.done(tx, pausedWith))).isFalse();
        assertThat(remaining(NOBODYS)).isEqualTo(1);
    }

    @Test
    void aTimerThatIsArmedTwiceFiresAtTheEarlierTime() {
        transactions.run(tx -> store.arm(tx, NOBODYS, key, clock.instant().minusSeconds(1)));
        transactions.run(tx -> store.arm(tx, NOBODYS, key, clock.instant().plusSeconds(3600)));

        assertThat(claimed()).hasSize(1);
    }

    @Test
    void bulkLeavesAPlaceForOtherWork() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        try {
            for (int index = 0; index < handler.concurrency(); index++) {
                String bulk = ScriptedHandler.BULK + index + key;
                handler.scripts.put(bulk, work -> {
                    await(held);
                    return Result.done();
                });
                transactions.run(tx -> store.handOver(tx, ScriptedHandler.KIND, bulk, 1));
            }
            transactions.run(tx -> store.handOver(tx, ScriptedHandler.KIND, key, 1));

            assertThat(handler.next(key).version()).isEqualTo(1);
        } finally {
            held.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgain() throws InterruptedException {
        handler.scripts.put(key, work -> {
            if (work.attempt() < 7) throw Status.UNAVAILABLE.asRuntimeException();
            return Result.done();
        });
        transactions.run(tx -> store.handOver(tx, ScriptedHandler.KIND, key, 1));

        while (handler.next(key).attempt() < 7) {}
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void whatItsReceiverRefusesBecomesADeadLetterWithTheReason() throws InterruptedException {
        CountDownLatch parked = new CountDownLatch(1);
        handler.scripts.put(key, work -> {
            parked.countDown();
            throw Status.INVALID_ARGUMENT.withDescription("no such field").asRuntimeException();
        });
        transactions.run(tx -> store.handOver(tx, ScriptedHandler.KIND, key, 1));

        assertThat(parked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(untilParked()).containsExactly("INVALID_ARGUMENT: no such field");
    }

    @Test
    void whatFailsFiveTimesAloneBecomesADeadLetter() throws InterruptedException {
        handler.scripts.put(key, work -> {
            throw new IllegalStateException("a bug");
        });
        transactions.run(tx -> store.handOver(tx, ScriptedHandler.KIND, key, 1));
        transactions.run(tx -> store.handOver(tx, ScriptedHandler.KIND, key + "-other", 1));

        while (handler.next(key).attempt() < FailureJudge.ATTEMPTS_ALONE) {}
        assertThat(untilParked()).containsExactly("failed 5 times while others succeeded: a bug");
    }

    @Test
    void eachVersionIsAppliedOnceAndAnOlderOneNotAtAll() {
        List<Boolean> answers = List.of(
                transactions.call(tx -> applied.first(tx, "batch", key, 2)),
                transactions.call(tx -> applied.first(tx, "batch", key, 2)),
                transactions.call(tx -> applied.first(tx, "batch", key, 1)),
                transactions.call(tx -> applied.first(tx, "batch", key, 3)));

        assertThat(answers).containsExactly(true, false, false, true);
    }

    @Test
    void twoHandlersOfOneKindAreRefused() {
        Lanes lanes = new Lanes();
        lanes.open(handler, work -> {});

        assertThatThrownBy(() -> lanes.open(handler, work -> {}))
                .hasMessage("two handlers do the due work of kind 'scripted'; one is wanted");
    }

    private DueWork work(String kind, long version) {
        return new DueWork(kind, key, version, clock.instant().minusSeconds(1), 0, "", new byte[0]);
    }

    private DueWork claim() {
        return claimed().getFirst();
    }

    private List<DueWork> claimed() {
        return transactions.call(tx -> store.claim(tx, NOBODYS, LEASE, 1000)).stream()
                .filter(work -> work.key().equals(key))
                .toList();
    }

    private int remaining(String kind) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int expected = kind.equals(NOBODYS) ? 1 : 0;
        int count;
        do {
            count = transactions.single(tx -> tx.query("select 1 from due_work where kind = $1 and key = $2", kind, key)
                    .size());
        } while (count != expected && System.nanoTime() < end);
        return count;
    }

    private List<String> untilParked() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> letters;
        do {
            letters = deadLetters();
        } while (letters.isEmpty() && System.nanoTime() < end);
        return letters;
    }

    private List<String> deadLetters() {
        return transactions.single(
                tx -> tx.list("select reason from dead_letter where key = $1", row -> row.getString("reason"), key));
    }
}
