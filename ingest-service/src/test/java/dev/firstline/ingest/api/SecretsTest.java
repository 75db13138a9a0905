package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.source.PagerDutySource;
import dev.firstline.ingest.source.verification.Hmac;
import dev.firstline.ingest.source.verification.HmacSignature;
import dev.firstline.ingest.source.verification.Proof;
import dev.firstline.ingest.source.verification.Sent;
import dev.firstline.ingest.source.verification.Verification;
import dev.firstline.ingest.source.verification.VerificationSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures against known answers. */
class SecretsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:44:19Z");
    private static final byte[] DATA = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
    private static final String OF_DATA = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private static final String PAGERDUTY_BODY = """
        {"event":{"id":"01BWDWL3NYY7LUFPZCC28QUCMK","event_type":"incident.priority_updated","resource_type":"incident",\
        "occurred_at":"2021-04-26T17:36:27.458Z","agent":{"html_url":"https://acme.pagerduty.com/users/PLH1HKV","id":"PLH1HKV",\
        "self":"https://api.pagerduty.com/users/PLH1HKV","summary":"Tenex Engineer","type":"user_reference"},"client":null,\
        "data":{"id":"PGR0VU2","type":"incident","self":"https://api.pagerduty.com/incidents/PGR0VU2",\
        "html_url":"https://acme.pagerduty.com/incidents/PGR0VU2","number":2,"status":"triggered",\
        "title":"A little bump in the road","service":{"html_url":"https://acme.pagerduty.com/services/PF9KMXH","id":"PF9KMXH",\
        "self":"https://api.pagerduty.com/services/PF9KMXH","summary":"API Service","type":"service_reference"},\
        "assignees":[{"html_url":"https://acme.pagerduty.com/users/PTUXL6G","id":"PTUXL6G",\
        "self":"https://api.pagerduty.com/users/PTUXL6G","summary":"User 123","type":"user_reference"}],\
        "escalation_policy":{"html_url":"https://acme.pagerduty.com/escalation_policies/PUS0KTE","id":"PUS0KTE",\
        "self":"https://api.pagerduty.com/escalation_policies/PUS0KTE","summary":"Default","type":"escalation_policy_reference"},\
        "teams":[{"html_url":"https://acme.pagerduty.com/teams/PFCVPS0","id":"PFCVPS0",\
        "self":"https://api.pagerduty.com/teams/PFCVPS0","summary":"Engineering","type":"team_reference"}],\
        "priority":{"html_url":"https://acme.pagerduty.com/account/incident_priorities","id":"PSO75BM",\
        "self":"https://api.pagerduty.com/priorities/PSO75BM","summary":"P1","type":"priority_reference"},"urgency":"high",\
        "conference_bridge":{"conference_number":1000,"conference_url":"https://example.com"},"resolve_reason":null}}}\
        """;

    private record Headers(Map<String, String> values) implements Sent {
        @Override
        public String header(String name) {
            return values.getOrDefault(name, "");
        }

        @Override
        public String parameter(String name) {
            return "";
        }
    }

    private static Secrets secrets(String... secrets) {
        return new Secrets(List.of(secrets), List.of());
    }

    private static boolean accepts(
            Secrets secrets, Verification verification, Map<String, String> headers, byte[] body) {
        Proof proof = verification.proof(new Headers(headers));
        return secrets.admit(proof, NOW) && secrets.accept(proof, body, NOW);
    }

    private static boolean accepts(Verification verification, String signature, String... secrets) {
        return accepts(secrets(secrets), verification, Map.of("x-signature", signature), DATA);
    }

    private static Verification hmac(String algorithm, String encoding, String prefix, String timestampHeader) {
        return new Hmac()
                .with(new VerificationSettings(
                        "X-Signature",
                        algorithm,
                        encoding,
                        prefix,
                        timestampHeader,
                        Duration.ofMinutes(5),
                        "",
                        List.of()));
    }

    /** Test case 2 of RFC 2202 and RFC 4231. */
    @ParameterizedTest
    @CsvSource({
        "sha1, hex, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha256, hex, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "sha256, hex, 5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
        "sha256, base64, W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
        "sha384, hex, af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
        "SHA-512, hex,"
                + " 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    })
    void signaturesAreThoseOfTheStandard(String algorithm, String encoding, String signature) {
        assertThat(accepts(hmac(algorithm, encoding, "", ""), signature, "Jefe"))
                .isTrue();
        assertThat(accepts(hmac(algorithm, encoding, "", ""), signature, "jefe"))
                .isFalse();
    }

    @Test
    void aShorterOrLongerSignatureIsWrong() {
        Verification plain = HmacSignature.sha256Hex("x-signature", "");
        assertThat(accepts(plain, OF_DATA.substring(0, 32), "Jefe")).isFalse();
        assertThat(accepts(plain, OF_DATA + "00", "Jefe")).isFalse();
        assertThat(accepts(plain, "", "Jefe")).isFalse();
    }

    @Test
    void oneRightSignatureOfSeveralIsEnough() {
        Verification several = HmacSignature.sha256Hex("x-signature", "v1=");
        String other = "v1=" + "00".repeat(32);
        assertThat(accepts(several, other + ",v1=" + OF_DATA, "Jefe")).isTrue();
        assertThat(accepts(several, "v0=" + OF_DATA + ", v1=" + OF_DATA, "other", "Jefe"))
                .isTrue();
        assertThat(accepts(several, "v0=" + OF_DATA, "Jefe")).isFalse();
        assertThat(accepts(several, OF_DATA, "Jefe")).isFalse();
        assertThat(accepts(several, (other + ",").repeat(8) + "v1=" + OF_DATA, "Jefe"))
                .isFalse();
    }

    @Test
    void aTimeThatIsSignedHasToBeRecent() {
        Verification timed = hmac("sha256", "hex", "", "X-Time");
        // printf '%s:%s' 1795232659 'what do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe
        String signature = "bf76fb5d6c9918a21e5270c5e69a00caf97fd160e1e34d92c08131fda5245556";
        Map<String, String> headers = Map.of("x-signature", signature, "x-time", "1795232659");
        assertThat(accepts(secrets("Jefe"), timed, headers, DATA)).isTrue();
        Proof proof = timed.proof(new Headers(headers));
        assertThat(secrets("Jefe").admit(proof, NOW.plusSeconds(300))).isTrue();
        assertThat(secrets("Jefe").admit(proof, NOW.plusSeconds(301))).isFalse();
        assertThat(secrets("Jefe").admit(proof, NOW.minusSeconds(301))).isFalse();
        for (String time : new String[] {"1795232660", "", "now", "9".repeat(40)}) {
            assertThat(accepts(secrets("Jefe"), timed, Map.of("x-signature", signature, "x-time", time), DATA))
                    .as(time)
                    .isFalse();
        }
        assertThat(accepts(secrets("Jefe"), timed, Map.of("x-signature", OF_DATA), DATA))
                .isFalse();
    }

    @Test
    void withoutSecretsNoSignatureIsAdmitted() {
        assertThat(accepts(HmacSignature.sha256Hex("x-signature", ""), OF_DATA)).isFalse();
    }

    /**
     * What PagerDuty's own client checks itself by.
     *
     * @see <a href="https://github.com/PagerDuty/go-pagerduty/blob/main/webhookv3/webhookv3_test.go">webhookv3_test.go</a>
     */
    @Test
    void pagerDutysKnownAnswerIsAccepted() {
        byte[] body = PAGERDUTY_BODY.getBytes(StandardCharsets.UTF_8);
        String right = "v1=0c0b9495b893a39e70d1fea2fe11fbe0a825f88b9f67846f6cc07dd2bc5476cd";
        String wrong = "v1=7020c8a7ec668a9b7012bc3dd82e483394b038f4230acc6785efbf2a7d8bcaf5";
        Secrets secrets = secrets("another", "lDQHScfUeXUKaQRNF+8XIiDKZ7XX3itBAYzwU0TARw8lJqRnkKl2iB1anSb0Z+IK");
        Verification v1 = new PagerDutySource().verification();
        assertThat(accepts(secrets, v1, Map.of("x-pagerduty-signature", right), body))
                .isTrue();
        assertThat(accepts(secrets, v1, Map.of("x-pagerduty-signature", wrong + "," + right), body))
                .isTrue();
        assertThat(accepts(secrets, v1, Map.of("x-pagerduty-signature", wrong), body))
                .isFalse();
        byte[] another = PAGERDUTY_BODY.replace("\"number\":2", "\"number\":3").getBytes(StandardCharsets.UTF_8);
        assertThat(accepts(secrets, v1, Map.of("x-pagerduty-signature", right), another))
                .isFalse();
    }
}
