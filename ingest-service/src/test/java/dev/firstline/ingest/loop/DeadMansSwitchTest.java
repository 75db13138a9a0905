package dev.firstline.ingest.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.store.OwnEvents;
import dev.firstline.ingest.store.SwitchStore;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class DeadMansSwitchTest {

    /** Long, for a busy machine: what is waited for comes at once where all is well. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private record Settings(Optional<URI> url, Duration interval, Duration patience, Duration timeout)
            implements IngestConfig.DeadMansSwitch {}

    @GrpcService
    TriageStandIn triage;

    @Inject
    OwnEvents events;

    @Inject
    SwitchStore rounds;

    @Inject
    DueWorkStore dueWork;

    @Inject
    Transactions transactions;

    @Inject
    InstantSource clock;

    @Inject
    MeterRegistry meters;

    private final List<String> pings = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer outside;

    @BeforeEach
    void begin() throws IOException {
        triage.reset();
        // What other tests left behind waits no longer than they did.
        transactions.run(tx -> tx.update("delete from due_work where kind = 'batch'"));
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", exchange -> {
            pings.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        outside.start();
    }

    @AfterEach
    void end() {
        outside.stop(0);
        triage.reset();
    }

    private DeadMansSwitch with(Duration patience) {
        URI url = URI.create("http://127.0.0.1:" + outside.getAddress().getPort() + "/ping/a-secret");
        return with(Optional.of(url), patience);
    }

    private DeadMansSwitch with(Optional<URI> url, Duration patience) {
        Settings settings = new Settings(url, Duration.ofMinutes(1), patience, PATIENT);
        return new DeadMansSwitch(events, rounds, dueWork, transactions, clock, meters, settings);
    }

    private Result round(DeadMansSwitch theSwitch) {
        DueWork work =
                new DueWork(DeadMansSwitch.KIND, "ping", 1, clock.instant().plusSeconds(60), 1, "", new byte[0]);
        return theSwitch.handle(work);
    }

    /** Why there was no ping in the round that was kept last. */
    private String problem() {
        transactions.run(rounds::refresh);
        return rounds.last().orElseThrow().problem();
    }

    private List<Event> ownEventsAtTriage() {
        return triage.received().stream()
                .map(TriageStandIn::events)
                .flatMap(Collection::stream)
                .filter(event -> event.getSource().equals("firstline"))
                .toList();
    }

    @Test
    void whatFlowsAllTheWayIsToldOutside() {
        assertThat(round(with(PATIENT))).isInstanceOf(Result.Again.class);
        assertThat(pings).containsExactly("GET /ping/a-secret");
        eventually(() -> assertThat(problem()).isEmpty());
        eventually(() -> assertThat(rounds.last().orElseThrow().pinged()).isPresent());
        assertThat(ownEventsAtTriage())
                .isNotEmpty()
                .allMatch(event -> event.getStatus() == EventStatus.EVENT_STATUS_RESOLVED);
    }

    @Test
    void whatTriageDoesNotFoldIsNotToldUntilItDoes() {
        triage.answer(call -> Status.UNAVAILABLE);
        round(with(Duration.ofMillis(200)));
        assertThat(pings).isEmpty();
        eventually(() -> assertThat(problem()).contains("has not folded an event within"));
        triage.answer(call -> Status.OK);
        round(with(PATIENT));
        assertThat(pings).hasSize(1);
        eventually(() -> assertThat(problem()).isEmpty());
    }

    @Test
    void oneBatchThatHasWaitedForTooLongStopsTheSwitch() {
        String stuck = Ids.next(clock.instant()).toString();
        transactions.run(tx -> tx.update(
                """
                insert into due_work (kind, key, version, take_time, attempt, traceparent, body, born_time)
                values ('batch', $1, 1, $2, 0, '', '', $3)""",
                stuck,
                clock.instant().plusSeconds(3600).atOffset(ZoneOffset.UTC),
                clock.instant().minusSeconds(3600).atOffset(ZoneOffset.UTC)));
        try {
            round(with(PATIENT));
        } finally {
            transactions.run(tx -> tx.update("delete from due_work where key = $1", stuck));
        }
        assertThat(pings).isEmpty();
        eventually(() -> assertThat(problem()).contains("events have been waiting for triage since"));
    }

    @Test
    void aPingThatIsRefusedIsAProblemThatNamesNoAddress() {
        answer = 500;
        round(with(PATIENT));
        assertThat(pings).hasSize(1);
        eventually(() -> assertThat(problem()).isEqualTo("the ping was answered with HTTP 500"));
    }

    @Test
    void aPingThatNobodyAnswersIsAProblemThatNamesNoAddress() {
        DeadMansSwitch theSwitch = with(PATIENT);
        outside.stop(0);
        round(theSwitch);
        eventually(() -> assertThat(problem()).contains("got no answer").doesNotContain("secret"));
    }

    @Test
    void whereNoAddressIsGivenNothingIsDone() {
        long before = ownBatches();
        round(with(Optional.empty(), PATIENT));
        assertThat(ownBatches()).isEqualTo(before);
    }

    private long ownBatches() {
        return transactions.single(tx -> tx.first(
                        "select count(*) as batches from batch where 'firstline' = any(sources)",
                        row -> row.getLong("batches"))
                .orElseThrow());
    }
}
