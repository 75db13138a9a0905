package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.ingest.source.verification.Hmac;
import dev.firstline.ingest.source.verification.HmacSignature;
import dev.firstline.ingest.source.verification.Proof;
import dev.firstline.ingest.source.verification.Sent;
import dev.firstline.ingest.source.verification.Verification;
import dev.firstline.ingest.source.verification.VerificationSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures against known answers. */
class SecretsTest {

    private static final Path VECTOR = Path.of("..", "..", "shared", "samples", "pagerduty-v3");
    private static final Instant NOW = Instant.parse("2026-11-21T03:44:19Z");
    private static final byte[] DATA = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
    private static final String OF_DATA = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

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
        "SHA-512, hex, 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
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

    @Test
    void pagerDutysKnownAnswerIsAccepted() throws Exception {
        assumeTrue(Files.isDirectory(VECTOR), "skipped: no vector at " + VECTOR);
        JsonNode vector = new ObjectMapper()
                .readTree(VECTOR.resolve("signature_vector.json").toFile());
        byte[] body = Files.readAllBytes(VECTOR.resolve(vector.get("body_file").asText()));
        String right = vector.get("header").asText().replace("X-PagerDuty-Signature: ", "");
        String wrong = vector.get("mismatch_header").asText();
        Secrets secrets = secrets("another", vector.get("secret").asText());
        Verification v1 = HmacSignature.sha256Hex("x-pagerduty-signature", "v1=");
        assertThat(accepts(secrets, v1, Map.of("x-pagerduty-signature", right), body))
                .isTrue();
        assertThat(accepts(secrets, v1, Map.of("x-pagerduty-signature", wrong + "," + right), body))
                .isTrue();
        assertThat(accepts(secrets, v1, Map.of("x-pagerduty-signature", wrong), body))
                .isFalse();
    }
}
