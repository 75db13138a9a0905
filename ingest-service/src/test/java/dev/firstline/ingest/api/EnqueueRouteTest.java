package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tool that pages PagerDuty pages Firstline in the same words. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class EnqueueRouteTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    /** What a test sends is about a disk of its own: a batch of the test before may reach triage late, or a second time. */
    private final String disk = "disk-" + UUID.randomUUID();

    @GrpcService
    TriageStandIn triage;

    @Inject
    Transactions transactions;

    @BeforeEach
    void reset() {
        triage.reset();
    }

    private static ValidatableResponse enqueue(String body) {
        return given().header("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v2/enqueue")
                .then();
    }

    private static String trigger(String routingKey, String dedupKey) {
        return """
                {"routing_key":"%s","event_action":"trigger","dedup_key":"%s",
                 "payload":{"summary":"Disk full","source":"db-1","severity":"critical"}}""".formatted(routingKey, dedupKey);
    }

    private List<Event> received() {
        return triage.events(event -> event.getFingerprint().startsWith(disk));
    }

    @Test
    void aTriggerIsAnsweredAsByPagerDutyAndReachesTriage() {
        enqueue(trigger(KEY, disk))
                .statusCode(202)
                .body("status", equalTo("success"))
                .body("message", equalTo("Event processed"))
                .body("dedup_key", equalTo(disk));
        eventually(() -> assertThat(received()).hasSize(1));
        assertThat(received().getFirst().getSource()).isEqualTo("paged");
        assertThat(received().getFirst().getFingerprint()).isEqualTo(disk);
    }

    @Test
    void theKeyThatATriggerGetsEndsItsAlert() {
        String keyless = trigger(KEY, "x").replace("\"dedup_key\":\"x\",", "");
        String key = enqueue(keyless)
                .statusCode(202)
                .body("dedup_key", matchesPattern("[0-9a-f]{32}"))
                .extract()
                .path("dedup_key");
        enqueue("{\"routing_key\":\"%s\",\"event_action\":\"resolve\",\"dedup_key\":\"%s\"}".formatted(KEY, key))
                .statusCode(202);
        eventually(
                () -> assertThat(triage.events(event -> event.getFingerprint().equals(key)))
                        .extracting(Event::getStatus)
                        .containsExactlyInAnyOrder(EventStatus.EVENT_STATUS_FIRING, EventStatus.EVENT_STATUS_RESOLVED));
    }

    @Test
    void theRoutingKeyTellsTheSourceAndBothOfThemAreValid() {
        enqueue(trigger("the-next-routing-key", disk + "a")).statusCode(202);
        enqueue(trigger("another-routing-key", disk + "b")).statusCode(202);
        eventually(() ->
                assertThat(received()).extracting(Event::getSource).containsExactlyInAnyOrder("paged", "paged-too"));
    }

    @Test
    void theRoutingKeyIsNotStored() {
        enqueue(trigger(KEY, "secretive").replace("trigger", "page"))
                .statusCode(202)
                .body("message", startsWith("Event kept as dead letter "));
        String newest = "select body from unread_payload where source = $1 order by id desc limit 1";
        String stored = transactions.single(tx ->
                tx.query(newest, "paged").iterator().next().getBuffer("body").toString());
        assertThat(stored).contains("secretive").doesNotContain(KEY);
    }

    @Test
    void whatHasNoKeyThatIsKnownIsInvalidAndNotStored() {
        for (String body :
                new String[] {trigger("wrong", disk), "{}", "no json", "", trigger("the-apps-secret", disk)}) {
            enqueue(body)
                    .statusCode(400)
                    .body("status", equalTo("invalid event"))
                    .body("message", equalTo("Event object is invalid"))
                    .body("errors", hasSize(1));
        }
        assertThat(received()).isEmpty();
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() {
        enqueue(trigger(KEY, "x".repeat(300_000))).statusCode(413).body("status", equalTo("invalid event"));
    }
}
