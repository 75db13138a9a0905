package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.proto.common.v1.Event;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class WebhookTest {

    private static final String EVENT_ID = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}/\\d+";

    @GrpcService
    TriageStandIn triage;

    @BeforeEach
    void reset() {
        triage.reset();
    }

    private static ValidatableResponse post(String source, String secret, String contentType, String body) {
        return given().header("Authorization", "Bearer " + secret)
                .header("Content-Type", contentType)
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/sources/" + source)
                .then();
    }

    private static ValidatableResponse post(String secret, String body) {
        return post("prom", secret, "application/json", body);
    }

    @Test
    void anAlertIsAcceptedAndReachesTriage() {
        String id = post("the-old-secret", Alerts.firing("Accepted"))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("first_event_id", matchesPattern(EVENT_ID))
                .extract()
                .path("first_event_id");
        String batch = id.substring(0, id.indexOf('/'));
        eventually(() -> assertThat(triage.received(batch)).isNotEmpty());
        var call = triage.received(batch).getFirst();
        assertThat(call.getPlace()).isPositive();
        assertThat(TriageStandIn.events(call).getFirst().getTitle()).isEqualTo("Accepted fires");
        assertThat(TriageStandIn.events(call).getFirst().getSource()).isEqualTo("prom");
    }

    @Test
    void bothSecretsAreValidWhileTheyAreRotated() {
        post("the-old-secret", Alerts.firing("Old")).statusCode(202);
        post("the-new-secret", Alerts.firing("New")).statusCode(202);
    }

    @Test
    void aWrongOrMissingSecretIsUnauthorized() {
        post("the-apps-secret", Alerts.firing("Wrong")).statusCode(401).body("error", equalTo("WRONG_SECRET"));
        given().body("{}").post("/v1/sources/prom").then().statusCode(401);
        post("posted", "", "application/json", "{}").statusCode(401);
    }

    @Test
    void anUnknownSourceIsNotFound() {
        post("nobody", "the-old-secret", "application/json", "{}").statusCode(404);
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() {
        post("the-old-secret", "{\"x\":\"" + "x".repeat(300_000) + "\"}").statusCode(413);
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedAndKept() {
        post("the-old-secret", "{\"version\":")
                .statusCode(400)
                .body("reason", containsString("no JSON"))
                .body("dead_letter_id", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void jsonOfAnotherKindIsAcceptedAndKeptAsDeadLetter() {
        post("the-old-secret", "{\"hello\":\"world\"}")
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("reason", containsString("alerts"));
    }

    @Test
    void wrongTypesInsideAGoodPayloadLoseNothing() {
        String body = Alerts.firing("Partial").replace("\"summary\":\"Partial fires\"", "\"summary\":[1]");
        String id = post("the-old-secret", body).statusCode(202).extract().path("first_event_id");
        String batch = id.substring(0, id.indexOf('/'));
        eventually(() -> assertThat(triage.received(batch)).isNotEmpty());
        var event = TriageStandIn.events(triage.received(batch).getFirst()).getFirst();
        assertThat(event.getPartial()).isTrue();
        assertThat(event.getTitle()).isEqualTo("Partial");
        assertThat(event.getPartialReasonsList())
                .containsExactly("alerts[0].annotations.summary is a list, not a text; it was left out");
    }

    @Test
    void cloudEventsComeAloneAndInBatches() {
        String one = """
                {"specversion":"1.0","id":"1","source":"/shop","type":"com.example.disk.firing","subject":"db-1",
                 "data":{"title":"Disk full","severity":"error"}}""";
        post("apps", "the-apps-secret", "application/cloudevents+json; charset=utf-8", one)
                .statusCode(202)
                .body("accepted", equalTo(1));
        post("apps", "the-apps-secret", "application/cloudevents-batch+json", "[" + one + "," + one + "]")
                .statusCode(202)
                .body("accepted", equalTo(2));
    }

    @Test
    void cloudEventsComeInBinaryModeToo() {
        String id = given().header("Authorization", "Bearer the-apps-secret")
                .header("Content-Type", "application/json")
                .header("CE-SpecVersion", "1.0")
                .header("ce-type", "com.example.disk.firing")
                .header("ce-source", "/shop")
                .header("ce-id", "1")
                .body("{\"title\":\"Disk full\"}")
                .post("/v1/sources/apps")
                .then()
                .statusCode(202)
                .extract()
                .path("first_event_id");
        String batch = id.substring(0, id.indexOf('/'));
        eventually(() -> assertThat(triage.received(batch)).isNotEmpty());
        var event = TriageStandIn.events(triage.received(batch).getFirst()).getFirst();
        assertThat(event.getTitle()).isEqualTo("Disk full");
        assertThat(event.getDeliveryId()).isEqualTo("/shop#1");
    }

    @Test
    void aToolThatNobodyKnowsIsReadAsItsConfigurationSays() {
        String body = "{\"project\":\"shop\",\"branch\":\"main\",\"state\":\"failed\"}";
        String id = post("builds", "the-builds-secret", "application/json", body)
                .statusCode(202)
                .extract()
                .path("first_event_id");
        String batch = id.substring(0, id.indexOf('/'));
        eventually(() -> assertThat(triage.received(batch)).isNotEmpty());
        var event = TriageStandIn.events(triage.received(batch).getFirst()).getFirst();
        assertThat(event.getFingerprint()).isEqualTo("shop/main");
    }

    @Test
    void aLargeRequestIsSeveralBatchesWithPlacesInItsOrder() {
        String body = Alerts.firing("L", 510);
        assertThat(body.length()).isLessThan(200 << 10);
        post("the-old-secret", body).statusCode(202).body("accepted", equalTo(510));
        eventually(() -> assertThat(large()).hasSize(2));
        assertThat(large().firstEntry().getValue()).hasSize(500);
        assertThat(large().lastEntry().getValue().getLast().getTitle()).isEqualTo("L509 fires");
    }

    /** The batches of the large request by their places, and whatever comes late from other tests not. */
    private TreeMap<Long, List<Event>> large() {
        TreeMap<Long, List<Event>> batches = new TreeMap<>();
        for (var call : triage.received()) {
            List<Event> events = TriageStandIn.events(call);
            if (events.getFirst().getTitle().matches("L\\d+ fires")) batches.put(call.getPlace(), events);
        }
        return batches;
    }
}
