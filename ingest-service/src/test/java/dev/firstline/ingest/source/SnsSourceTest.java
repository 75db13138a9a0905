package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsSourceTest {

    private static final Readings SNS = new Readings(new SnsSource());
    private static final String ALARM = SNS.text("alarm.json");

    @Test
    void okEndsTheAlarmInTheOrderThatCloudWatchStates() {
        Event alarm = SNS.event(ALARM);
        Event ok = SNS.sample("ok.json");
        assertThat(ok.fingerprint())
                .isEqualTo(alarm.fingerprint())
                .isEqualTo("arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:CPU of shop");
        assertThat(ok.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(ok.sourceOrder().getAsLong())
                .isGreaterThan(alarm.sourceOrder().getAsLong());
    }

    @Test
    void theInstanceIsWhatCanBeActedUpon() {
        assertThat(SNS.event(ALARM).resource())
                .contains(new Resource.ManagedInstance("i-0a1b2c3d4e5f60718", "ap-northeast-1", "123456789012"));
    }

    @Test
    void insufficientDataFiresAsAWarning() {
        Event event = SNS.event(SNS.text("ok.json")
                .replace("\\\"NewStateValue\\\":\\\"OK\\\"", "\\\"NewStateValue\\\":\\\"INSUFFICIENT_DATA\\\""));
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void severityAndServiceComeFromAttributes() {
        Event event = SNS.event(ALARM);
        assertThat(event.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(event.service()).isEqualTo("shop");
        assertThat(event.labels()).doesNotContainKey("namespace").containsEntry("metric_namespace", "AWS/EC2");
    }

    @Test
    void expressionsAndCompositesHaveNoSingleMetric() {
        assertThat(SNS.sample("math-in-lambda-records.json").labels()).doesNotContainKey("metric");
        assertThat(SNS.sample("composite.json").title()).isEqualTo("Shop is down");
    }

    @Test
    void anAlarmDeliveredRawIsTheSame() {
        String raw = "{\"AlarmName\":\"CPU of shop\",\"NewStateValue\":\"ALARM\","
                + "\"AlarmArn\":\"arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:CPU of shop\"}";
        assertThat(SNS.event(raw).fingerprint()).isEqualTo(SNS.event(ALARM).fingerprint());
    }

    @Test
    void withoutArnAccountRegionAndNameTell() {
        Event event =
                SNS.event("{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\",\"AWSAccountId\":\"1\",\"Region\":\"r\"}");
        assertThat(event.fingerprint()).hasSize(32);
        assertThat(event.partialReasons())
                .containsExactly("AlarmArn is missing; a hash over account, region and name was used");
    }

    @Test
    void anythingElseIsAnAlertOfItsOwnEvenUnderOneSubject() {
        Event event = SNS.sample("anything-else.json");
        Event other = SNS.event(SNS.text("anything-else.json").replace("35df01b4", "45df01b4"));
        assertThat(event.title()).isEqualTo("Backup");
        assertThat(event.description()).isEqualTo("The nightly backup of shop failed.");
        assertThat(event.fingerprint()).isNotEqualTo(other.fingerprint());
        assertThat(event.deliveryId()).isEqualTo("35df01b4-ee98-5cb9-9903-4c221d41eb62");
    }

    @Test
    void aLongMessageIsStillReadAsAnAlarm() {
        String large = ALARM.replace("Look at the batch first.", "x".repeat(30_000));
        assertThat(SNS.event(large).fingerprint()).isEqualTo(SNS.event(ALARM).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SubscriptionConfirmation", "UnsubscribeConfirmation"})
    void confirmationsMakeNoEvent(String type) {
        assertThat(SNS.events(ALARM.replace("\"Type\":\"Notification\"", "\"Type\":\"" + type + "\"")))
                .isEmpty();
    }

    @Test
    void whatIsNoMessageIsUnreadable() {
        assertThat(SNS.of("{\"hello\":1}")).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event =
                SNS.event(ALARM.replace("\\\"AlarmDescription\\\":\\\"", "\\\"AlarmDescription\\\":7,\\\"x\\\":\\\"")
                        .replace("\"MessageAttributes\":{", "\"MessageAttributes\":{\"bad\":5,")
                        .replace("2026-11-21T03:44:19.236+0000", "then"));
        assertThat(event.fingerprint()).isEqualTo(SNS.event(ALARM).fingerprint());
        assertThat(event.partialReasons())
                .containsExactlyInAnyOrder(
                        "MessageAttributes.bad is a number, not an object; it was left out",
                        "Message.AlarmDescription is a number, not a text; its digits were used",
                        "Message.StateChangeTime is no time that is understood: then");
    }
}
