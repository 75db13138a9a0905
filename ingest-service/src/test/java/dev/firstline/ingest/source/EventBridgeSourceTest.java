package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import org.junit.jupiter.api.Test;

class EventBridgeSourceTest {

    private static final Readings EVENTBRIDGE = new Readings(new EventBridgeSource());
    private static final String ALARM = EVENTBRIDGE.text("alarm.json");
    private static final String ARN = "arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:CPU of shop";

    @Test
    void whatCloudWatchHandsToLambdaEndsWhatCameByEventBridge() {
        Event alarm = EVENTBRIDGE.event(ALARM);
        Event ok = EVENTBRIDGE.sample("ok-for-lambda.json");
        assertThat(ok.fingerprint()).isEqualTo(alarm.fingerprint()).isEqualTo(ARN);
        assertThat(ok.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(ok.sourceOrder().getAsLong())
                .isGreaterThan(alarm.sourceOrder().getAsLong());
    }

    @Test
    void anAlarmIsTheSameAsBySns() {
        Event bySns = new Readings(new SnsSource()).sample("alarm.json");
        Event alarm = EVENTBRIDGE.event(ALARM);
        assertThat(alarm.fingerprint()).isEqualTo(bySns.fingerprint());
        assertThat(alarm.sourceOrder()).isEqualTo(bySns.sourceOrder());
        assertThat(alarm.resource()).isEqualTo(bySns.resource());
        assertThat(alarm.description()).isEqualTo(bySns.description());
        assertThat(alarm.links()).isEqualTo(bySns.links());
    }

    @Test
    void insufficientDataFiresAsAWarning() {
        Event event = EVENTBRIDGE.event(ALARM.replace("\"value\":\"ALARM\"", "\"value\":\"INSUFFICIENT_DATA\""));
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void contributorsToOneAlarmAreAlertsOfTheirOwn() {
        Event one = EVENTBRIDGE.sample("contributor.json");
        Event other = EVENTBRIDGE.event(EVENTBRIDGE
                .text("contributor.json")
                .replace("6d442278dba546f6", "7e442278dba546f7")
                .replace("shop-orders", "shop-carts"));
        assertThat(one.title()).isEqualTo("Writes of shop: shop-orders");
        assertThat(one.fingerprint()).endsWith("#6d442278dba546f6").isNotEqualTo(other.fingerprint());
    }

    @Test
    void aDeletedAlarmHasEndedEvenWithinTheSecondOfItsLastChange() {
        String deleted = EVENTBRIDGE.text("deleted.json");
        Event event = EVENTBRIDGE.event(deleted.replace("2026-11-21T04:00:00Z", "2026-11-21T03:44:19Z"));
        assertThat(event.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(event.fingerprint()).isEqualTo(ARN);
        assertThat(event.sourceOrder()).isEqualTo(EVENTBRIDGE.event(ALARM).sourceOrder());
        assertThat(EVENTBRIDGE.events(deleted.replace("\"delete\"", "\"update\"")))
                .isEmpty();
    }

    @Test
    void anythingElseIsAnAlertOfItsOwn() {
        Event event = EVENTBRIDGE.sample("anything-else.json");
        assertThat(event.fingerprint()).isEqualTo("event/7bf73129-1428-4cd3-a780-95db273d1602");
        assertThat(event.resource())
                .contains(new Resource.ManagedInstance("i-0a1b2c3d4e5f60718", "ap-northeast-1", "123456789012"));
        assertThat(EVENTBRIDGE.event("{\"detail-type\":\"x\",\"detail\":[1]}").fingerprint())
                .hasSize(32);
    }

    @Test
    void eventsOfYourOwnToolsCanSayMore() {
        Event event = EVENTBRIDGE.event("""
            {"id":"1","detail-type":"Order failed","source":"com.example.shop",
             "detail":{"title":"Orders fail","severity":"high","service":"shop","environment":"production"}}\
            """);
        assertThat(event.title()).isEqualTo("Orders fail");
        assertThat(event.severity()).isEqualTo(Severity.ERROR);
        assertThat(event.service()).isEqualTo("shop");
        assertThat(event.environment()).isEqualTo("production");
    }

    @Test
    void withoutArnAccountRegionAndNameTell() {
        Event event = EVENTBRIDGE.event("{\"accountId\":\"1\",\"region\":\"r\",\"alarmData\":{\"alarmName\":\"a\","
                + "\"state\":{\"value\":\"ALARM\"}}}");
        assertThat(event.fingerprint()).hasSize(32);
        assertThat(event.partialReasons()).hasSize(1).first().asString().startsWith("the alarm's ARN is missing");
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event =
                EVENTBRIDGE.event(ALARM.replace("\"timestamp\":\"2026-11-21T03:44:19.236+0000\"", "\"timestamp\":[]")
                        .replace("\"value\":\"ALARM\"", "\"value\":\"BROKEN\""));
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.sourceOrder()).isEmpty();
        assertThat(event.partialReasons()).hasSize(2);
    }

    @Test
    void whatIsNoEventIsUnreadable() {
        assertThat(EVENTBRIDGE.of("{\"hello\":1}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(EVENTBRIDGE.of("[]")).isInstanceOf(Reading.Unreadable.class);
    }
}
