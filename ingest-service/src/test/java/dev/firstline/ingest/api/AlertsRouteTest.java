package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tool that alerts Opsgenie alerts Firstline in the same words. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class AlertsRouteTest {

    /** What a test sends is about a disk of its own: a batch of the test before may reach triage late, or a second time. */
    private final String disk = "disk-" + UUID.randomUUID();

    private final String create = "{\"message\":\"Disk full\",\"alias\":\"" + disk + " /var\",\"priority\":\"P2\"}";

    @GrpcService
    TriageStandIn triage;

    @BeforeEach
    void reset() {
        triage.reset();
    }

    private static RequestSpecification request() {
        return given().header("Content-Type", "application/json")
                .header("Authorization", "GenieKey eb243592-faa2-4ba2-a551-1afdf565c889");
    }

    private List<Event> received() {
        return triage.events(event -> event.getFingerprint().startsWith(disk));
    }

    @Test
    void aCreatedAlertIsAnsweredAsByOpsgenieAndClosedByItsAlias() {
        request()
                .body(create)
                .post("/v2/alerts")
                .then()
                .statusCode(202)
                .body("result", equalTo("Request will be processed"))
                .body("took", greaterThanOrEqualTo(0f))
                .body("requestId", matchesPattern("[0-9a-f-]{36}-\\d+"));
        request()
                .urlEncodingEnabled(false)
                .body("{\"note\":\"fine\"}")
                .post("/v2/alerts/" + disk + "%20%2Fvar/close?identifierType=alias")
                .then()
                .statusCode(202);
        eventually(() -> assertThat(received()).hasSize(2));
        assertThat(received()).extracting(Event::getFingerprint).containsOnly(disk + " /var");
        assertThat(received()).extracting(Event::getSource).containsOnly("genie");
        assertThat(received())
                .extracting(Event::getStatus)
                .containsExactlyInAnyOrder(EventStatus.EVENT_STATUS_FIRING, EventStatus.EVENT_STATUS_RESOLVED);
    }

    @Test
    void aDeletedAlertHasEnded() {
        request().delete("/v2/alerts/" + disk + "?identifierType=alias").then().statusCode(202);
        eventually(() -> assertThat(received()).hasSize(1));
        assertThat(received().getFirst().getStatus()).isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
    }

    @Test
    void aTinyIdIsKeptAsADeadLetter() {
        request()
                .body("{}")
                .post("/v2/alerts/1791/close?identifierType=tiny")
                .then()
                .statusCode(202)
                .body("requestId", matchesPattern("[0-9a-f-]{36}-kept"));
    }

    @Test
    void whatElseIsDoneToAnAlertIsTakenAndMakesNoEvent() {
        request()
                .body("{}")
                .post("/v2/alerts/" + disk + "/acknowledge?identifierType=alias")
                .then()
                .statusCode(202)
                .body("result", equalTo("Request will be processed"));
        request()
                .body("{\"message\":\"x\"}")
                .put("/v2/alerts/" + disk + "/message?identifierType=alias")
                .then()
                .statusCode(202);
        assertThat(received()).isEmpty();
    }

    @Test
    void aKeyThatIsNotKnownIsUnauthorized() {
        for (String shown :
                new String[] {"GenieKey wrong", "Bearer eb243592-faa2-4ba2-a551-1afdf565c889", "GenieKey "}) {
            given().header("Authorization", shown)
                    .body(create)
                    .post("/v2/alerts")
                    .then()
                    .statusCode(401)
                    .header("www-authenticate", "GenieKey")
                    .body("message", equalTo("Could not authenticate"));
        }
        given().body(create).post("/v2/alerts").then().statusCode(401);
    }

    @Test
    void whatCannotBeReadIsKept() {
        request()
                .body("{\"hello\":1}")
                .post("/v2/alerts")
                .then()
                .statusCode(202)
                .body("result", containsString("Kept as dead letter"));
        request().body("no json").post("/v2/alerts").then().statusCode(400).body("message", containsString("no JSON"));
    }
}
