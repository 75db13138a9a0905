package dev.firstline.ingest.source.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnsTest {

    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:alerts";
    private static final String HOST = "https://sns.eu-west-1.amazonaws.com";
    private static final String CERTIFICATE = HOST + "/SimpleNotificationService-0123abcd.pem";
    private static final String STRANGER = HOST + "/SimpleNotificationService-ffff.pem";
    private static final String CONFIRM = HOST + "/?Action=ConfirmSubscription&TopicArn=" + TOPIC + "&Token=2336";
    private static final Instant NOW = Instant.parse("2026-11-21T03:44:19Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SigningKey sns;
    private static SigningKey stranger;

    /** SNS' host: what lies there, and what was asked for. */
    private static final class Host implements SnsHost {
        private final Map<String, byte[]> files = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private boolean away;

        @Override
        public Optional<byte[]> get(URI address) {
            asked.add(address.toString());
            if (away) throw new IllegalStateException("SNS does not answer");
            return Optional.ofNullable(files.get(address.toString()));
        }
    }

    private final Host host = new Host();
    private final Sns method = new Sns(new SnsCertificates(host), host);

    SnsTest() {
        host.files.put(CERTIFICATE, sns.pem());
        host.files.put(STRANGER, stranger.pem());
        host.files.put(CONFIRM, new byte[0]);
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        sns = SigningKey.named("sns.amazonaws.com");
        stranger = SigningKey.named("stranger.example.com");
    }

    private static VerificationSettings topics(String... arns) {
        return new VerificationSettings("", "", "", "", "", Duration.ZERO, "", List.of(arns));
    }

    private boolean accepts(byte[] body, Instant now) {
        Proof proof = method.with(topics(TOPIC)).proof(new Sent() {
            @Override
            public String header(String name) {
                return name.equals("x-amz-sns-topic-arn") ? TOPIC : "";
            }

            @Override
            public String parameter(String name) {
                return "";
            }
        });
        return ((Proof.InBody) proof).check().accepts(body, now);
    }

    private boolean accepts(ObjectNode message) throws Exception {
        return accepts(JSON.writeValueAsBytes(message), NOW);
    }

    private static ObjectNode notification() {
        return JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "9d2c5580")
                .put("TopicArn", TOPIC)
                .put("Message", "all is\nwell: \u00e9\u3042")
                .put("Timestamp", "2026-11-21T03:44:10.893Z")
                .put("SigningCertURL", CERTIFICATE);
    }

    private static ObjectNode confirmation() {
        return notification()
                .put("Type", "SubscriptionConfirmation")
                .put("Token", "2336")
                .put("SubscribeURL", CONFIRM);
    }

    private static ObjectNode signed(ObjectNode message, String version, SigningKey key) throws Exception {
        StringBuilder text = new StringBuilder();
        String[] names = message.get("Type").asText().equals("Notification")
                ? new String[] {"Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"}
                : new String[] {"Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"};
        for (String name : names) {
            if (message.has(name))
                text.append(name)
                        .append('\n')
                        .append(message.get(name).asText())
                        .append('\n');
        }
        Signature signature = Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
        signature.initSign(key.privateKey());
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return message.put("SignatureVersion", version)
                .put("Signature", java.util.Base64.getEncoder().encodeToString(signature.sign()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void bothVersionsAreAcceptedWithAndWithoutSubject(String version) throws Exception {
        assertThat(accepts(signed(notification(), version, sns))).isTrue();
        assertThat(accepts(signed(notification().put("Subject", "ALARM"), version, sns)))
                .isTrue();
        assertThat(host.asked).as("the certificate is fetched once").containsExactly(CERTIFICATE);
    }

    @ParameterizedTest
    @CsvSource({
        "Message, something else",
        "MessageId, 1",
        "Timestamp, 2026-11-21T03:44:11.893Z",
        "TopicArn, arn:aws:sns:eu-west-1:999999999999:alerts",
        "Type, UnsubscribeConfirmation",
        "Subject, added",
        "SignatureVersion, 1",
        "SignatureVersion, 3",
        "Signature, AAAA",
        "Signature, ?"
    })
    void whateverIsChangedBreaksIt(String name, String value) throws Exception {
        assertThat(accepts(signed(notification(), "2", sns).put(name, value))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123abcd.pem",
                "https://sns.eu-west-1.amazonaws.com.example.com/SimpleNotificationService-0123abcd.pem",
                "https://sns.eu-west-1.amazonaws.com@example.com/SimpleNotificationService-0123abcd.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123abcd.pem",
                "https://sns.eu-west-1.amazonaws.com/bucket/SimpleNotificationService-0123abcd.pem",
                "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem?x=1",
                "https://bucket.s3.amazonaws.com/SimpleNotificationService-0123abcd.pem",
                "file:///etc/passwd",
                "nonsense"
            })
    void aCertificateFromElsewhereIsNotEvenFetched(String address) throws Exception {
        host.files.put(address, sns.pem());
        assertThat(accepts(signed(notification().put("SigningCertURL", address), "2", sns)))
                .isFalse();
        assertThat(host.asked).isEmpty();
    }

    @Test
    void aCertificateOfAnotherNameIsNone() throws Exception {
        assertThat(accepts(signed(notification().put("SigningCertURL", STRANGER), "2", stranger)))
                .isFalse();
    }

    @Test
    void aCertificateThatIsNotValidNowIsNone() throws Exception {
        ObjectNode old = notification().put("Timestamp", "2025-01-01T00:00:00.000Z");
        assertThat(accepts(JSON.writeValueAsBytes(signed(old, "2", sns)), Instant.parse("2025-01-01T00:00:01Z")))
                .isFalse();
    }

    @Test
    void aReplayIsRefusedAndALateRepeatIsNot() throws Exception {
        byte[] body = JSON.writeValueAsBytes(signed(notification(), "2", sns));
        assertThat(accepts(body, NOW.plus(Duration.ofMinutes(70)))).isTrue();
        assertThat(accepts(body, NOW.plus(Duration.ofMinutes(80)))).isFalse();
    }

    @Test
    void aSubscriptionIsConfirmedOnlyAfterItsMessageWasFoundGenuine() throws Exception {
        assertThat(accepts(signed(confirmation(), "2", stranger))).isFalse();
        assertThat(host.asked).containsExactly(CERTIFICATE);
        assertThat(accepts(signed(confirmation(), "2", sns))).isTrue();
        assertThat(host.asked).containsExactly(CERTIFICATE, CONFIRM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/?Action=ConfirmSubscription",
                "http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
                "https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic"
            })
    void onlySnsOwnHostIsVisitedEvenForAGenuineMessage(String address) throws Exception {
        assertThat(accepts(signed(confirmation().put("SubscribeURL", address), "2", sns)))
                .isFalse();
        assertThat(host.asked).containsExactly(CERTIFICATE);
    }

    @Test
    void whereSnsIsAwayTheSenderMayComeAgain() throws Exception {
        host.away = true;
        ObjectNode message = signed(notification(), "2", sns);
        assertThatThrownBy(() -> accepts(message)).hasMessage("SNS does not answer");
        host.away = false;
        assertThat(accepts(message)).isTrue();
    }

    @Test
    void aCertificateThatIsNotThereIsAskedForOnceAMinute() throws Exception {
        byte[] body = JSON.writeValueAsBytes(
                signed(notification().put("SigningCertURL", HOST + "/SimpleNotificationService-none.pem"), "2", sns));
        assertThat(accepts(body, NOW)).isFalse();
        assertThat(accepts(body, NOW.plusSeconds(59))).isFalse();
        assertThat(host.asked).hasSize(1);
        assertThat(accepts(body, NOW.plusSeconds(61))).isFalse();
        assertThat(host.asked).hasSize(2);
    }

    @Test
    void anotherTopicIsRefusedBeforeItsBodyIsRead() {
        Sent sent = new Sent() {
            @Override
            public String header(String name) {
                return "arn:aws:sns:eu-west-1:999999999999:alerts";
            }

            @Override
            public String parameter(String name) {
                return "";
            }
        };
        assertThat(method.with(topics(TOPIC)).proof(sent)).isInstanceOf(Proof.Missing.class);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sns:eu-west-1:123456789012:alerts, sns.eu-west-1.amazonaws.com",
        "arn:aws-cn:sns:cn-north-1:123456789012:alerts, sns.cn-north-1.amazonaws.com.cn",
        "arn:aws-us-gov:sns:us-gov-west-1:123456789012:a.fifo, sns.us-gov-west-1.amazonaws.com"
    })
    void aTopicHasItsOwnHost(String arn, String expected) {
        assertThat(SnsTopic.parse(arn).orElseThrow().host()).isEqualTo(expected);
        assertThat(method.problem(topics(arn))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alerts", "arn:aws:sns:eu-west-1:12:alerts", "arn:aws:sns:example.com/x:123456789012:alerts"})
    void whatIsNoTopicIsSaid(String arn) {
        assertThat(method.problem(topics(arn)).orElseThrow()).startsWith("topics: '" + arn + "' is no topic's ARN");
    }
}
