package dev.firstline.ingest.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What a sender has to show, over the wire. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class SenderVerificationTest {

    private static final String EVENT = """
            {"specversion":"1.0","id":"1","source":"/shop","type":"com.example.disk.firing","subject":"db-1"}""";

    private static RequestSpecification event(String body) {
        return given().header("Content-Type", "application/cloudevents+json")
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String key, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSignatureWithEitherKeyIsAccepted() throws Exception {
        for (String key : new String[] {"the-old-key", "the-new-key"}) {
            event(EVENT)
                    .header("X-Signature", signature(key, EVENT))
                    .post("/v1/sources/signed")
                    .then()
                    .statusCode(202);
        }
    }

    @Test
    void aSignatureOfAnotherBodyOrWithAnotherKeyIsRefusedInOneAndTheSameWay() throws Exception {
        String padded = EVENT + " ".repeat(100_000);
        String[][] wrong = {
            {EVENT + " ", signature("the-old-key", EVENT)},
            {padded, signature("the-old-key", EVENT)},
            {EVENT, signature("another-key", EVENT)},
            {EVENT, "sha256=zz"},
            {EVENT, ""}
        };
        for (String[] one : wrong) {
            event(one[0])
                    .header("X-Signature", one[1])
                    .post("/v1/sources/signed")
                    .then()
                    .statusCode(401)
                    .header("www-authenticate", "Signature")
                    .body("error", equalTo("WRONG_SECRET"))
                    .body("message", equalTo("the request doesn't prove that it comes from this source"));
        }
    }

    @Test
    void theKeyItselfIsNoProofWhereASignatureIsWanted() {
        event(EVENT)
                .header("Authorization", "Bearer the-old-key")
                .post("/v1/sources/signed")
                .then()
                .statusCode(401);
    }

    @Test
    void userAndPasswordAreComparedAtOnce() {
        event(EVENT)
                .auth()
                .preemptive()
                .basic("firstline", "the-password")
                .post("/v1/sources/named")
                .then()
                .statusCode(202);
        event(EVENT)
                .auth()
                .preemptive()
                .basic("another", "the-password")
                .post("/v1/sources/named")
                .then()
                .statusCode(401)
                .header("www-authenticate", startsWith("Basic realm="));
    }

    @Test
    void aTokenInTheAddressIsAcceptedWhereItIsConfigured() {
        event(EVENT).post("/v1/sources/addressed?token=the-token").then().statusCode(202);
        event(EVENT).post("/v1/sources/addressed?token=other").then().statusCode(401);
        event(EVENT).post("/v1/sources/addressed?token=%zz").then().statusCode(401);
        event(EVENT)
                .header("Authorization", "Bearer the-apps-secret")
                .post("/v1/sources/apps?token=the-apps-secret")
                .then()
                .statusCode(202);
        event(EVENT).post("/v1/sources/apps?token=the-apps-secret").then().statusCode(401);
    }

    @Test
    void whatSnsDidNotSignIsRefusedWithoutAnySecret() {
        String message = "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:eu-west-1:123456789012:alerts\"}";
        event(message).post("/v1/sources/aws").then().statusCode(401);
        event(message)
                .header("x-amz-sns-topic-arn", "arn:aws:sns:eu-west-1:123456789012:alerts")
                .post("/v1/sources/aws")
                .then()
                .statusCode(401)
                .header("www-authenticate", "Signature")
                .body("error", equalTo("WRONG_SECRET"));
    }
}
