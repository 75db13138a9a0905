package dev.firstline.ingest.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Reach;
import dev.firstline.ingest.store.Backlog;
import dev.firstline.ingest.store.ListeningStore;
import dev.firstline.ingest.store.Outcome;
import dev.firstline.ingest.store.SilenceStore;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import dev.firstline.platform.testing.PostgresResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The process that runs here notes the present beside the tests: each of them does all in one transaction, with times that lie years
 * back, so that no batch of another test is as old.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class ListeningTest {

    private static final Instant SINCE = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LISTENED = Instant.parse("2020-01-02T00:00:00Z");

    @GrpcService
    TriageStandIn triage;

    @Inject
    ListeningStore listening;

    @Inject
    ListeningHandOver handOver;

    @Inject
    SilenceStore silences;

    @Inject
    DueWorkStore dueWork;

    @Inject
    Transactions transactions;

    @Inject
    InstantSource clock;

    @Inject
    IngestConfig config;

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static void set(Tx tx, Instant since, Instant listened) {
        forget(tx);
        tx.update("insert into listening (since_time, listened_time) values ($1, $2)", offset(since), offset(listened));
    }

    /** The process that runs here waits with its next note until the transaction is over. */
    private static void forget(Tx tx) {
        tx.query("lock table listening in exclusive mode");
        tx.update("delete from listening");
    }

    private Reach noted(Tx tx, Instant at) {
        listening.note(tx, at, at.minusSeconds(10));
        return listening.reach(tx).orElseThrow();
    }

    @Test
    void timeGoesOnWithEachNoteAndBeginsAnewAfterAGap() {
        transactions.run(tx -> {
            set(tx, SINCE, LISTENED);
            Reach before = listening.reach(tx).orElseThrow();
            Reach next = noted(tx, LISTENED.plusSeconds(10));
            assertThat(next).isEqualTo(new Reach(SINCE, before.until().plusSeconds(10)));
            assertThat(noted(tx, LISTENED.plusSeconds(5)))
                    .as("a slower replica")
                    .isEqualTo(next);
            Instant after = LISTENED.plusSeconds(21);
            assertThat(noted(tx, after).since()).as("after a gap").isEqualTo(after);
            Instant muchLater = LISTENED.plusSeconds(60);
            assertThat(listening.note(tx, muchLater, after.plusSeconds(1)))
                    .as("what is logged")
                    .isTrue();
            assertThat(listening.note(tx, muchLater.plusSeconds(1), after)).isFalse();
        });
    }

    @Test
    void thereIsNoWordBeforeTheFirstNote() {
        transactions.run(tx -> {
            forget(tx);
            assertThat(listening.reach(tx)).isEmpty();
            assertThat(noted(tx, LISTENED).since()).isEqualTo(LISTENED);
        });
    }

    @Test
    void theWordStopsAtTheOldestBatchThatTriageHasNotTakenIn() {
        transactions.run(tx -> {
            set(tx, SINCE, LISTENED);
            Instant unhindered = listening.reach(tx).orElseThrow().until();
            // As old as its acceptance is when a batch can first be seen.
            assertThat(unhindered).isEqualTo(LISTENED.minus(config.maxWait()).minusSeconds(10));
            tx.update("""
                    insert into due_work (kind, key, version, take_time, attempt, traceparent, body, born_time)
                    values ('batch', 'waits', 1, now() + interval '1 h', 0, '', '', $1)""", offset(LISTENED.minusSeconds(600)));
            assertThat(noted(tx, LISTENED.plusSeconds(5)).until()).isEqualTo(unhindered.minusSeconds(600));
            tx.update("delete from due_work where key = 'waits'");
            assertThat(listening.reach(tx).orElseThrow().until()).isEqualTo(unhindered.plusSeconds(5));
        });
    }

    @Test
    void triageIsTold() {
        Instant since = clock.instant().minusSeconds(3600);
        eventually(() -> {
            transactions.run(tx -> set(tx, since, clock.instant()));
            assertThat(handOver.handle(work())).isInstanceOf(Result.Again.class);
            assertThat(triage.words()).anySatisfy(word -> {
                assertThat(instant(word.getSinceTime())).isEqualTo(since);
                assertThat(instant(word.getUntilTime())).isAfter(since).isBefore(clock.instant());
            });
        });
    }

    private DueWork work() {
        return new DueWork(ListeningStore.KIND, "triage", 1, clock.instant().plusSeconds(5), 1, "", new byte[0]);
    }

    private static Instant instant(com.google.protobuf.Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    @Test
    void whoRefusesWhatIsSentDoesNotListen() {
        AtomicInteger notes = new AtomicInteger();
        listener(notes, Optional.of(Outcome.Reason.BACKLOG_FULL)).listen();
        assertThat(notes).hasValue(0);
        listener(notes, Optional.empty()).listen();
        assertThat(notes).hasValue(1);
    }

    private Listening listener(AtomicInteger notes, Optional<Outcome.Reason> refusal) {
        ListeningStore counting = new ListeningStore(config) {
            @Override
            public boolean note(Tx tx, Instant now, Instant gap) {
                notes.incrementAndGet();
                return false;
            }
        };
        Backlog backlog = new Backlog(config, new SimpleMeterRegistry()) {
            @Override
            public Optional<Outcome.Reason> refusal() {
                return refusal;
            }
        };
        return new Listening(
                silences, counting, backlog, dueWork, transactions, clock, config, new SimpleMeterRegistry());
    }
}
