package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.testing.Readings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqsSourceTest {

    private final Readings readings = new Readings(new SqsSource());

    private Event event(String body) {
        Reading reading = readings.of(body, "application/json", Map.of(SqsSource.MESSAGE_ID, "m-1"));
        assertThat(Readings.events(reading)).hasSize(1);
        return Readings.events(reading).getFirst();
    }

    @Test
    void aMessageOfSnsIsReadAsSnsReadsIt() {
        Event event = readings.sample("sns-alarm.json");
        assertThat(event).isEqualTo(new Readings(new SnsSource()).event(readings.text("sns-alarm.json")));
        assertThat(event.deliveryId()).as("the message's own goes first").isNotEqualTo("m-1");
    }

    @Test
    void anEventOfEventBridgeIsReadAsEventBridgeReadsIt() {
        String body = readings.text("eventbridge-alarm.json");
        assertThat(event(body)).isEqualTo(new Readings(new EventBridgeSource()).event(body));
    }

    @Test
    void anAlarmAloneIsKnownByTheQueuesMessage() {
        Event event = event("""
                {"AlarmName":"CPU","NewStateValue":"OK","AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:CPU",
                 "StateChangeTime":"2026-11-21T03:44:19.236+0000"}""");
        assertThat(event.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(event.deliveryId()).isEqualTo("m-1");
    }

    @Test
    void aCloudEventKeepsItsIdentity() {
        Event event = event("""
                {"specversion":"1.0","id":"7","source":"/shop","type":"disk.firing","data":{"fingerprint":"disk","title":"Disk full"}}""");
        assertThat(event.fingerprint()).isEqualTo("disk");
    }

    @Test
    void anythingElseIsUnreadable() {
        assertThat(readings.of("{\"hello\":\"world\"}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(readings.of("[]")).isInstanceOf(Reading.Unreadable.class);
        assertThat(readings.of("hello")).isInstanceOf(Reading.Malformed.class);
    }
}
