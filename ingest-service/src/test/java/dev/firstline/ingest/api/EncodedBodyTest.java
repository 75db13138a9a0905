package dev.firstline.ingest.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.Hardened;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Bodies that were made smaller for the way. */
@QuarkusTest
@TestProfile(Hardened.class)
class EncodedBodyTest {

    private static final String EVENT = """
            {"specversion":"1.0","id":"1","source":"/shop","type":"com.example.disk.firing","subject":"db-1"}""";

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(String plain) throws IOException {
        return gzip(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] deflate(String plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(plain.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static RequestSpecification encoded(String coding) {
        return given().header("Content-Encoding", coding);
    }

    private static ValidatableResponse post(String coding, byte[] body) {
        return encoded(coding)
                .header("Authorization", "Bearer the-old-secret")
                .contentType("application/octet-stream")
                .body(body)
                .post("/v1/sources/prom")
                .then();
    }

    @Test
    void gzipAndDeflateAreInflated() throws IOException {
        post("gzip", gzip(Alerts.firing("Zipped"))).statusCode(202).body("accepted", equalTo(1));
        post("deflate", deflate(Alerts.firing("Deflated"))).statusCode(202).body("accepted", equalTo(1));
        post("identity", Alerts.firing("Plain").getBytes(StandardCharsets.UTF_8))
                .statusCode(202);
    }

    @Test
    void aBombIsTooLarge() throws IOException {
        post("gzip", gzip(new byte[20 << 20])).statusCode(413).body("error", equalTo("TOO_LARGE"));
    }

    @Test
    void whatIsNotEncodedAsItSaysIsRefused() throws IOException {
        post("gzip", Alerts.firing("NotZipped").getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("error", equalTo("BROKEN_ENCODING"))
                .body("message", containsString("no gzip"));
    }

    @Test
    void anEncodingThatNobodyKnowsIsRefusedWithThoseThatAreRead() {
        post("br", new byte[] {1, 2, 3})
                .statusCode(415)
                .header("accept-encoding", "gzip, deflate")
                .body("error", equalTo("UNKNOWN_ENCODING"));
    }

    @Test
    void theBytesThatWereSentAreSignedNotWhatTheyBecome() throws Exception {
        byte[] sent = gzip(EVENT);
        signed(sent, signature(sent)).statusCode(202).body("accepted", equalTo(1));
        signed(sent, signature(EVENT.getBytes(StandardCharsets.UTF_8))).statusCode(401);
    }

    @Test
    void nothingIsInflatedForWhoHasNoKey() throws Exception {
        signed(gzip(new byte[20 << 20]), "sha256=00").statusCode(401);
    }

    @Test
    void aKeyInsideTheBodyIsFound() throws IOException {
        String event = """
                {"routing_key":"another-routing-key","event_action":"trigger","dedup_key":"zipped",
                 "payload":{"summary":"Disk full","source":"db-1","severity":"critical"}}""";
        encoded("gzip")
                .contentType("application/octet-stream")
                .body(gzip(event))
                .post("/v2/enqueue")
                .then()
                .statusCode(202)
                .body("dedup_key", equalTo("zipped"));
    }

    private static ValidatableResponse signed(byte[] sent, String signature) {
        return encoded("gzip")
                .header("X-Signature", signature)
                .contentType("application/cloudevents+json")
                .body(sent)
                .post("/v1/sources/signed")
                .then();
    }

    private static String signature(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("the-old-key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }
}
