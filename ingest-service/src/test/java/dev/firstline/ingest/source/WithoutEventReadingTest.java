package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Heartbeat;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.testing.Readings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What says nothing about an alert: what its vendor documents is settled, anything else stays open for a better reading. */
class WithoutEventReadingTest {

    static final Arguments[] OPEN = {
        Arguments.of(new OpsgenieSource(), Map.of(), "{\"action\":\"Reignite\",\"alert\":{\"alertId\":\"1\"}}"),
        Arguments.of(new SentrySource(), Map.of("sentry-hook-resource", "seer"), "{\"action\":\"x\",\"data\":{}}"),
        Arguments.of(new SentrySource(), Map.of(), "{\"action\":\"created\",\"data\":{\"comment\":\"mine\"}}"),
        Arguments.of(
                new PagerDutySource(),
                Map.of(),
                "{\"event\":{\"event_type\":\"service.updated\",\"data\":{\"type\":\"service\"}}}"),
        Arguments.of(new MackerelSource(), Map.of(), "{\"event\":\"hostRegister\",\"host\":{\"id\":\"1\"}}"),
        Arguments.of(
                new EventBridgeSource(),
                Map.of(),
                "{\"id\":\"1\",\"detail-type\":\"CloudWatch Alarm Configuration Change\",\"resources\":[\"arn\"],"
                        + "\"detail\":{\"alarmName\":\"a\",\"operation\":\"rename\"}}"),
        Arguments.of(new PagerDutyEventsSource(), Map.of(), "{\"event_action\":\"acknowledge\",\"dedup_key\":\"1\"}"),
        Arguments.of(new AlertmanagerSource(), Map.of(), "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[]}")
    };

    static final Arguments[] SETTLED = {
        Arguments.of(
                new SnsSource(),
                Map.of(),
                "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"You have chosen\",\"Token\":\"t\"}"),
        Arguments.of(
                new SentrySource(), Map.of(), "{\"action\":\"created\",\"data\":{\"installation\":{\"uuid\":\"1\"}}}"),
        Arguments.of(
                new PagerDutySource(),
                Map.of(),
                "{\"event\":{\"event_type\":\"pagey.ping\",\"data\":{\"type\":\"ping\",\"message\":\"Hello\"}}}"),
        Arguments.of(new MackerelSource(), Map.of(), "{\"event\":\"sample\",\"message\":\"Sample\"}"),
        Arguments.of(new OtlpLogsSource(), Map.of(), "{\"resourceLogs\":[]}")
    };

    private static Reading.Read read(SourceAdapter adapter, Map<String, String> headers, String body) {
        Reading reading = new Readings(adapter).of(body, "application/json", headers);
        assertThat(Readings.events(reading)).isEmpty();
        return (Reading.Read) reading;
    }

    @ParameterizedTest
    @FieldSource("OPEN")
    void whatIsNotUnderstoodStaysOpen(SourceAdapter adapter, Map<String, String> headers, String body) {
        assertThat(read(adapter, headers, body).isOpen()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("SETTLED")
    void whatItsVendorDocumentsAsNoAlertIsSettled(SourceAdapter adapter, Map<String, String> headers, String body) {
        assertThat(read(adapter, headers, body).isOpen()).isFalse();
    }

    @Test
    void aHeartbeatAloneIsSettledAndAnAlertBesideItIsOne() {
        String watchdog = "{\"status\":\"firing\",\"labels\":{\"alertname\":\"Watchdog\"},\"fingerprint\":\"1\"}";
        String other = "{\"status\":\"firing\",\"labels\":{\"alertname\":\"Other\"},\"fingerprint\":\"2\"}";
        Readings readings = new Readings(new AlertmanagerSource());
        var alone = (Reading.Read) readings.of("{\"version\":\"4\",\"alerts\":[" + watchdog + "]}");
        assertThat(alone.without(Heartbeat.USUAL)).isEqualTo(Reading.Read.nothing());
        var both = (Reading.Read) readings.of("{\"version\":\"4\",\"alerts\":[" + watchdog + "," + other + "]}");
        assertThat(both.without(Heartbeat.USUAL).events()).hasSize(1);
    }
}
