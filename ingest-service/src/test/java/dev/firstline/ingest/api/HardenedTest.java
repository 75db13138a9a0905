package dev.firstline.ingest.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.Hardened;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Limits and addresses as they are configured, over the wire. */
@QuarkusTest
@TestProfile(Hardened.class)
class HardenedTest {

    private static final String BUILD = "{\"project\":\"shop\",\"branch\":\"main\",\"state\":\"failed\"}";
    private static final String PAGE = """
            {"routing_key":"the-next-routing-key","event_action":"trigger","dedup_key":"page",
             "payload":{"summary":"Disk full","source":"db-1","severity":"critical"}}""";

    private static ValidatableResponse alert(String labels) {
        return given().header("Authorization", "Bearer the-old-secret")
                .header("Content-Type", "application/json")
                .body(Alerts.firing("Limited").replace("\"service\":\"checkout\"", labels))
                .post("/v1/sources/prom")
                .then();
    }

    private static void isKeptWith(String reason, ValidatableResponse response) {
        response.statusCode(202).body("accepted", equalTo(0)).body("reason", containsString(reason));
    }

    @Test
    void whatIsBeyondALimitIsKeptAsADeadLetterThatSaysWhere() {
        alert("\"service\":\"checkout\"").statusCode(202).body("accepted", equalTo(1));
        isKeptWith("line 3, column ", alert("\"deep\":" + "[".repeat(8) + "]".repeat(8)));
        isKeptWith("(501)", alert("\"list\":[" + "1,".repeat(500) + "1]"));
        isKeptWith("(2001)", alert("\"long\":\"" + "x".repeat(2_001) + "\""));
        isKeptWith("(100", alert("\"" + "x".repeat(200) + "\":\"a long name\""));
    }

    private static ValidatableResponse build(String forwardedFor) {
        return given().header("Authorization", "Bearer the-builds-secret")
                .header("X-Forwarded-For", forwardedFor)
                .header("Content-Type", "application/json")
                .body(BUILD.getBytes(StandardCharsets.UTF_8))
                .post("/v1/sources/builds")
                .then();
    }

    @Test
    void aSenderIsTakenInFromItsAddressesOnly() {
        build("203.0.113.7").statusCode(202);
        build("2001:db8::7").statusCode(202);
        build("198.51.100.1").statusCode(403).body("error", equalTo("ADDRESS_NOT_ALLOWED"));
        build("unknown").statusCode(403);
    }

    @Test
    void whatTheSenderItselfWroteInFrontIsNotBelieved() {
        build("203.0.113.7, 198.51.100.1").statusCode(403);
        build("198.51.100.1, 203.0.113.7").statusCode(202);
    }

    @Test
    void theProxyItselfIsNoSender() {
        given().header("Authorization", "Bearer the-builds-secret")
                .body(BUILD.getBytes(StandardCharsets.UTF_8))
                .post("/v1/sources/builds")
                .then()
                .statusCode(403);
    }

    @Test
    void theOtherWaysInLookAtTheAddressToo() {
        for (String address : new String[] {"203.0.113.7", "198.51.100.1"}) {
            int status = address.startsWith("203") ? 202 : 403;
            given().header("X-Forwarded-For", address)
                    .body(PAGE.getBytes(StandardCharsets.UTF_8))
                    .post("/v2/enqueue")
                    .then()
                    .statusCode(status);
            given().header("X-Forwarded-For", address)
                    .header("Authorization", "GenieKey eb243592-faa2-4ba2-a551-1afdf565c889")
                    .body("{\"message\":\"Disk full\"}".getBytes(StandardCharsets.UTF_8))
                    .post("/v2/alerts")
                    .then()
                    .statusCode(status);
        }
    }

    @Test
    void whoIsRefusedIsCounted() {
        build("198.51.100.2").statusCode(403);
        String metrics = given().get("/metrics").then().extract().asString();
        assertThat(metrics.lines())
                .anyMatch(line -> line.startsWith("firstline_ingest_refused_total{")
                        && line.contains("reason=\"address_not_allowed\"")
                        && line.contains("source_type=\"generic\""));
    }
}
