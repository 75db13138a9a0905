package dev.firstline.platform.rpc;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class JsonErrorsTest {

    private static final String LIST = "/firstline.notify.v1.NotifyService/ListDeliveries";
    private static final String RECEIVE = "/firstline.notify.v1.NotifyService/ReceiveIncident";

    @Test
    void anonymousRequestsAre401() {
        RestAssured.given()
                .contentType("application/json")
                .body("{}")
                .post(LIST)
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void aRoleThatDoesNotSufficeIs403() {
        as("viewer").body("{}").post(LIST).then().statusCode(403).body("code", equalTo("permission_denied"));
    }

    @Test
    void wrongFieldsAre400WithTheirNames() {
        as("responder")
                .body("{\"pageSize\": -1}")
                .post(LIST)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_argument"))
                .body("details.type", hasItem("google.rpc.BadRequest"))
                .body("details.find { it.type == 'google.rpc.BadRequest' }.debug.page_size", notNullValue());
    }

    @Test
    void whatIsNoJsonIs400() {
        as("responder").body("{").post(LIST).then().statusCode(400).body("code", equalTo("invalid_argument"));
    }

    @Test
    void notNowIs503AndSaysWhen() {
        as("service")
                .body("{\"incident\": {\"incident\": {\"title\": \"away\"}}}")
                .post(RECEIVE)
                .then()
                .statusCode(503)
                .header("retry-after", equalTo("3"))
                .body("details[0].debug.reason", equalTo("AWAY"));
    }

    private static RequestSpecification as(String role) {
        return RestAssured.given().auth().oauth2(TestTokens.of("ann", role)).contentType("application/json");
    }
}
