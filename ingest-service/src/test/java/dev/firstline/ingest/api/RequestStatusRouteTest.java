package dev.firstline.ingest.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/** What tools ask Opsgenie after the 202. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class RequestStatusRouteTest {

    private static RequestSpecification request() {
        return given().header("Content-Type", "application/json")
                .header("Authorization", "GenieKey eb243592-faa2-4ba2-a551-1afdf565c889");
    }

    private static String sent(String path, String body) {
        return request().body(body).post(path).then().statusCode(202).extract().path("requestId");
    }

    private static ValidatableResponse status(String id) {
        return request().get("/v2/alerts/requests/" + id).then();
    }

    @Test
    void aRequestThatMadeAnAlertIsKnownByItsAlias() {
        String id = sent("/v2/alerts", "{\"message\":\"Disk full\",\"alias\":\"status/disk\"}");
        status(id)
                .statusCode(200)
                .body("requestId", equalTo(id))
                .body("data.success", equalTo(true))
                .body("data.isSuccess", equalTo(true))
                .body("data.action", equalTo("Create"))
                .body("data.status", equalTo("Created alert"))
                .body("data.alias", equalTo("status/disk"))
                .body("data.alertId", equalTo("status/disk"))
                .body("data.integrationId", equalTo("genie"))
                .body("data.processedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"));
        status(sent("/v2/alerts/status-disk/close?identifierType=alias", "{}"))
                .statusCode(200)
                .body("data.action", equalTo("Close"))
                .body("data.alias", equalTo("status-disk"));
    }

    @Test
    void aRequestThatMakesNoAlertHasSucceeded() {
        status(sent("/v2/alerts/status-disk/acknowledge?identifierType=alias", "{}"))
                .statusCode(200)
                .body("data.success", equalTo(true))
                .body("data.alias", equalTo(""));
    }

    @Test
    void aRequestThatBecameADeadLetterHasNot() {
        status(sent("/v2/alerts", "{\"hello\":1}"))
                .statusCode(200)
                .body("data.success", equalTo(false))
                .body("data.status", startsWith("Kept as dead letter "));
    }

    @Test
    void anIdThatWasNotGivenOutIsNotFound() {
        for (String id : new String[] {
            "1",
            "ec7e1d8e-1c75-442e-a271-731070a7fa4d",
            "01a1ffd2-56ab-7cc5-83a3-d995fcb52e24-0",
            "01a1ffd2-56ab-7cc5-83a3-d995fcb52e24-kept"
        }) {
            status(id)
                    .statusCode(404)
                    .body("message", startsWith("Request not found"))
                    .body("requestId", equalTo(id));
        }
    }

    @Test
    void anotherSourcesRequestIsNotFoundAndNothingIsToldWithoutAKey() {
        String other = given().header("Authorization", "Bearer the-apps-secret")
                .body("""
                        {"specversion":"1.0","id":"status-1","source":"/shop","type":"disk.firing","data":{"fingerprint":"d","title":"Disk"}}""")
                .header("Content-Type", "application/cloudevents+json")
                .post("/v1/sources/apps")
                .then()
                .statusCode(202)
                .extract()
                .path("first_event_id");
        status(other.replace('/', '-')).statusCode(404);
        given().get("/v2/alerts/requests/" + other.replace('/', '-')).then().statusCode(401);
    }
}
