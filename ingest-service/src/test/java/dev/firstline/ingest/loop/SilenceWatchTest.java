package dev.firstline.ingest.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.store.SilenceStore;
import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each test has a source of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class SilenceWatchTest {

    @GrpcService
    TriageStandIn triage;

    @Inject
    SilenceWatch watch;

    @Inject
    Transactions transactions;

    @Inject
    DueWorkStore dueWork;

    @Inject
    InstantSource clock;

    private static ValidatableResponse send(String source, String body) {
        return given().header("Authorization", "Bearer the-watched-secret")
                .body(body)
                .post("/v1/sources/" + source)
                .then()
                .statusCode(202);
    }

    /** As if the source had last been heard two hours ago. */
    private void heardLongAgo(String source) {
        eventually(() -> assertThat(heard(source)).isPresent());
        transactions.run(tx -> tx.update(
                "update source_watch set heard_time = $2 where source = $1",
                source,
                offset(clock.instant().minusSeconds(7200))));
    }

    private Optional<Instant> heard(String source) {
        return transactions.single(tx -> tx.first(
                "select heard_time from source_watch where source = $1",
                row -> row.getOffsetDateTime("heard_time").toInstant(),
                source));
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private Result look(String source) {
        return watch.handle(
                new DueWork(SilenceStore.KIND, source, 1, clock.instant().plusSeconds(5), 1, "", new byte[0]));
    }

    /** What triage was told under this source; a batch counts once, however often it came. */
    private List<Event> told(String source) {
        Map<String, ReceiveEventsRequest> batches = new LinkedHashMap<>();
        triage.received().forEach(call -> batches.put(call.getBatchId(), call));
        return batches.values().stream()
                .map(TriageStandIn::events)
                .flatMap(Collection::stream)
                .filter(event -> event.getSource().equals(source))
                .toList();
    }

    private long accepted(String source) {
        return transactions.single(tx -> tx.first(
                        "select count(*) as batches from batch where $1 = any(sources)",
                        row -> row.getLong("batches"),
                        source)
                .orElseThrow());
    }

    @Test
    void aSilentSourceIsAnAlertThatIsResolvedWhenItSpeaksAgain() {
        heardLongAgo("watched");
        transactions.run(tx -> dueWork.arm(tx, SilenceStore.KIND, "watched", clock.instant()));
        eventually(() -> assertThat(told("watched")).hasSize(1));
        Event silent = told("watched").getFirst();
        assertThat(silent.getStatus()).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        assertThat(silent.getFingerprint()).isEqualTo("firstline/silent");
        assertThat(silent.getTitle()).isEqualTo("watched has fallen silent");
        assertThat(silent.getDescription()).contains("every 1h");
        assertThat(silent.getLabelsMap()).containsEntry("reason", "source_silent");

        assertThat(look("watched")).isInstanceOf(Result.Again.class);
        assertThat(accepted("watched")).isEqualTo(1);

        send("watched", Alerts.firing("Watchdog"));
        eventually(() -> assertThat(told("watched")).hasSize(2));
        Event over = told("watched").getLast();
        assertThat(over.getStatus()).isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
        assertThat(over.getFingerprint()).isEqualTo("firstline/silent");
        assertThat(over.getEpisodeKey()).isEqualTo(silent.getEpisodeKey());
    }

    @Test
    void replicasThatLookAtOnceRaiseOneAlert() throws InterruptedException {
        heardLongAgo("raced");
        List<Thread> replicas = new ArrayList<>();
        for (int i = 0; i < 8; i++) replicas.add(Thread.ofVirtual().start(() -> look("raced")));
        for (Thread replica : replicas) replica.join();
        assertThat(accepted("raced")).isEqualTo(1);
    }

    @Test
    void aNamedHeartbeatAloneIsASignOfLifeAndNoAlert() {
        heardLongAgo("beating");
        send("beating", Alerts.firing("Watchdog"));
        assertThat(accepted("beating")).isEqualTo(1);
        assertThat(look("beating")).isInstanceOf(Result.Again.class);
        // The ordinary alert before, and the silence.
        assertThat(accepted("beating")).isEqualTo(2);
        Instant before = heard("beating").orElseThrow();
        send("beating", Alerts.firing("Pulse"));
        eventually(() -> assertThat(heard("beating").orElseThrow()).isAfter(before));
        eventually(() -> assertThat(told("beating"))
                .filteredOn(event -> event.getFingerprint().equals("firstline/silent"))
                .extracting(Event::getStatus)
                .containsExactly(EventStatus.EVENT_STATUS_FIRING, EventStatus.EVENT_STATUS_RESOLVED));
        assertThat(accepted("beating")).isEqualTo(3);
    }

    @Test
    void theSilenceOfASourceThatIsNotExpectedAnyMoreEnds() {
        OffsetDateTime longAgo = offset(clock.instant().minusSeconds(7200));
        transactions.run(tx -> tx.update("insert into source_watch values ('gone', $1, $1, $1)", longAgo));
        assertThat(look("gone")).isInstanceOf(Result.Again.class);
        eventually(() -> assertThat(told("gone"))
                .extracting(Event::getTitle)
                .containsExactly("gone is not expected to speak any more"));
        assertThat(look("gone")).isEqualTo(Result.done());
        assertThat(heard("gone")).isEmpty();
    }
}
