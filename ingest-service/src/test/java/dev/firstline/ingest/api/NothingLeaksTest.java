package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.Hardened;
import dev.firstline.ingest.testing.SeenLog;
import dev.firstline.platform.database.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What senders send is in no log above debug, and what they prove themselves with is nowhere. */
@QuarkusTest
@TestProfile(Hardened.class)
class NothingLeaksTest {

    private static final String STRANGE = "{\"strange\":\"to everybody\"}";
    private static final List<String> SECRETS = List.of(
            "the-old-secret",
            "the-apps-secret",
            "the-password",
            "the-token",
            "the-next-routing-key",
            "eb243592-faa2-4ba2-a551-1afdf565c889",
            "a-cookie");

    @Inject
    Transactions transactions;

    private static RequestSpecification from(String secret) {
        return given().header("Authorization", "Bearer " + secret)
                .header("Cookie", "session=a-cookie")
                .header("X-Forwarded-For", "203.0.113.7");
    }

    private static int post(RequestSpecification request, String path, String body) {
        return request.header("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .statusCode();
    }

    @Test
    void noPayloadIsInTheLog() {
        String said = "said" + UUID.randomUUID().toString().replace("-", "");
        try (SeenLog log = SeenLog.open()) {
            String prom = "/v1/sources/prom";
            assertThat(post(from("the-old-secret"), prom, "{\"a\": " + said + "}"))
                    .isEqualTo(400);
            assertThat(post(from("the-old-secret"), prom, "{\"alerts\":\"" + said + "\"}"))
                    .isEqualTo(202);
            assertThat(post(from("the-old-secret"), prom, Alerts.firing(said))).isEqualTo(202);
            assertThat(post(from("the-old-secret").header("Content-Encoding", "gzip"), prom, said))
                    .isEqualTo(400);
            assertThat(post(from(said), prom, "{}")).isEqualTo(401);
            assertThat(post(from(said), prom + "?token=" + said, said)).isEqualTo(401);
            assertThat(post(from(said), "/v1/sources/" + said, said)).isEqualTo(404);
            assertThat(post(from("x"), "/v2/enqueue", "{\"routing_key\":\"" + said + "\"}"))
                    .isEqualTo(400);
            assertThat(post(from("x"), "/v2/enqueue", page(said))).isEqualTo(202);
            eventually(() -> assertThat(log.lines()).anyMatch(line -> line.startsWith("a payload of prom is")));
            assertThat(log.lines()).noneMatch(line -> line.contains(said));
        }
    }

    private static String page(String action) {
        return "{\"routing_key\":\"the-next-routing-key\",\"event_action\":\"" + action + "\"}";
    }

    @Test
    void noSecretIsStoredHoweverItWasShown() throws Exception {
        String signature = signature(STRANGE);
        String basic = Base64.getEncoder().encodeToString("firstline:the-password".getBytes(StandardCharsets.UTF_8));
        List<Integer> answers = new ArrayList<>();
        answers.add(post(from("the-old-secret"), "/v1/sources/prom", STRANGE));
        answers.add(post(from("the-apps-secret"), "/v1/sources/apps", STRANGE));
        answers.add(post(given().header("Authorization", "Basic " + basic), "/v1/sources/named", STRANGE));
        answers.add(post(from("x"), "/v1/sources/addressed?token=the-token", STRANGE));
        answers.add(post(from("x").header("X-Signature", signature), "/v1/sources/signed", STRANGE));
        answers.add(post(from("x"), "/v2/enqueue", page("unheard-of")));
        answers.add(post(from("the-next-routing-key"), "/v1/sources/paged", page("unheard-of")));
        RequestSpecification genie = given().header("X-Forwarded-For", "203.0.113.7")
                .header("Authorization", "GenieKey eb243592-faa2-4ba2-a551-1afdf565c889");
        answers.add(post(genie, "/v2/alerts?apiKey=eb243592-faa2-4ba2-a551-1afdf565c889", STRANGE));
        assertThat(answers).allMatch(status -> status == 202);
        assertThat(answers).hasSize(8);
        String letters = deadLetters();
        assertThat(letters).contains("to everybody").contains("unheard-of");
        assertThat(SECRETS).noneMatch(letters::contains);
        assertThat(letters).doesNotContain(basic).doesNotContain(signature.substring(7));
    }

    @Test
    void nothingOfItIsKeptWithWhatWasAcceptedEither() {
        String name = "Kept" + UUID.randomUUID().toString().replace("-", "");
        assertThat(post(from("the-old-secret"), "/v1/sources/prom?token=the-token", Alerts.firing(name)))
                .isEqualTo(202);
        String batches = batches();
        assertThat(batches).contains(name);
        assertThat(SECRETS).noneMatch(batches::contains);
    }

    private String deadLetters() {
        StringBuilder all = new StringBuilder();
        String sql =
                "select source, content_type, headers::text as headers, body, reason, traceparent from unread_payload";
        transactions.single(tx -> tx.query(sql)).forEach(row -> all.append(row.getString("source"))
                .append(row.getString("content_type"))
                .append(row.getString("headers"))
                .append(row.getBuffer("body"))
                .append(row.getString("reason"))
                .append(row.getString("traceparent"))
                .append('\n'));
        return all.toString();
    }

    private String batches() {
        StringBuilder all = new StringBuilder();
        transactions
                .single(tx -> tx.query("select events, payloads from batch"))
                .forEach(row -> all.append(inflated(row.getBuffer("events").getBytes()))
                        .append(inflated(row.getBuffer("payloads").getBytes())));
        return all.toString();
    }

    private static String inflated(byte[] deflated) {
        Inflation.Result result = ContentCoding.DEFLATE.decode(deflated, 10 << 20);
        assertThat(result).isInstanceOf(Inflation.Result.Whole.class);
        return new String(((Inflation.Result.Whole) result).body(), StandardCharsets.ISO_8859_1);
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("the-old-key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
