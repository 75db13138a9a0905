package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.testing.AdapterClasses;
import dev.firstline.ingest.testing.Readings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Two alerts that differ in nothing but a label, and have no id of their vendor, stay two; one that is sent again stays one. */
class TwoAlertsStayTwoTest {

    /** An alert without an id; {@code @} stands where a label is. */
    record Nameless(SourceAdapter adapter, String what, String body) {

        String fingerprint(String label) {
            Reading reading = new Readings(adapter).of(body.replace("@", label), "application/json", Map.of());
            List<Event> events = Readings.events(reading);
            assertThat(events).hasSize(1);
            return events.getFirst().fingerprint();
        }

        @Override
        public String toString() {
            return adapter.type() + ", " + what;
        }
    }

    /** They know an alert by nothing but an id, or are told in their own test what makes records of a log the same. */
    private static final Set<String> BY_ID_ONLY = Set.of("mackerel", "opsgenie", "otlp-logs", "pagerduty", "sentry");

    private static final String EVENT =
            "{\"event_action\":\"trigger\",\"payload\":{\"summary\":\"Slow\",\"source\":\"db\"";
    private static final String MONITOR =
            "{\"alert_id\":\"12\",\"alert_transition\":\"Triggered\",\"alert_title\":\"Slow\"";
    private static final String CLOUD_EVENT =
            "{\"specversion\":\"1.0\",\"type\":\"slow\",\"source\":\"/shop\",\"id\":\"1\"";
    private static final String ESSENTIALS =
            "{\"data\":{\"essentials\":{\"alertRule\":\"Slow\",\"monitorCondition\":\"Fired\",\"alertTargetIDs\":[\"/subscriptions/1\"]}";

    static final List<Nameless> NAMELESS = List.of(
            new Nameless(
                    new AlertmanagerSource(),
                    "labels",
                    "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Slow\",\"a\":\"@\"}}]}"),
            new Nameless(
                    new GrafanaSource(),
                    "labels",
                    "{\"version\":\"1\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Slow\",\"a\":\"@\"}}]}"),
            new Nameless(
                    new GrafanaSource(),
                    "tags of the legacy alerting",
                    "{\"evalMatches\":[],\"state\":\"alerting\",\"dashboardId\":1,\"tags\":{\"a\":\"@\"}}"),
            new Nameless(new PagerDutyEventsSource(), "details", EVENT + ",\"custom_details\":{\"a\":\"@\"}}}"),
            new Nameless(
                    new PagerDutyEventsSource(),
                    "deeper details",
                    EVENT + ",\"custom_details\":{\"a\":{\"b\":\"@\"}}}}"),
            new Nameless(new PagerDutyEventsSource(), "details as text", EVENT + ",\"custom_details\":\"@\"}}"),
            new Nameless(new PagerDutyEventsSource(), "client", EVENT + "},\"client\":\"@\"}"),
            new Nameless(new OpsgenieAlertsSource(), "details", "{\"message\":\"Slow\",\"details\":{\"a\":\"@\"}}"),
            new Nameless(new OpsgenieAlertsSource(), "tags", "{\"message\":\"Slow\",\"tags\":[\"a:@\"]}"),
            new Nameless(new DatadogSource(), "tags", MONITOR + ",\"tags\":\"a:@\"}"),
            new Nameless(new DatadogSource(), "host", MONITOR + ",\"hostname\":\"@\"}"),
            new Nameless(new DatadogSource(), "scope", MONITOR + ",\"alert_scope\":\"a:@\"}"),
            new Nameless(new CloudEventsSource(), "labels", CLOUD_EVENT + ",\"data\":{\"labels\":{\"a\":\"@\"}}}"),
            new Nameless(new CloudEventsSource(), "an extension", CLOUD_EVENT + ",\"shard\":\"@\",\"data\":{}}"),
            new Nameless(
                    new SqsSource(), "labels of a CloudEvent", CLOUD_EVENT + ",\"data\":{\"labels\":{\"a\":\"@\"}}}"),
            new Nameless(
                    new AzureMonitorSource(),
                    "dimensions",
                    ESSENTIALS + ",\"alertContext\":{\"condition\":{\"allOf\":[{\"metricName\":\"cpu\","
                            + "\"dimensions\":[{\"name\":\"a\",\"value\":\"@\"}]}]}}}}"),
            new Nameless(
                    new AzureMonitorSource(),
                    "labels of managed Prometheus",
                    ESSENTIALS + ",\"alertContext\":{\"labels\":{\"a\":\"@\"}}}}"),
            new Nameless(
                    new GoogleMonitoringSource(),
                    "the metric's labels",
                    "{\"incident\":{\"incident_id\":\"1\",\"state\":\"open\",\"condition\":{\"name\":\"c\"},"
                            + "\"metric\":{\"labels\":{\"a\":\"@\"}}}}"),
            new Nameless(
                    new NewRelicSource(),
                    "labels",
                    "{\"condition_name\":\"Slow\",\"current_state\":\"open\",\"labels\":{\"a\":\"@\"}}"),
            new Nameless(
                    new NewRelicSource(),
                    "labels of a target",
                    "{\"condition_name\":\"Slow\",\"current_state\":\"open\",\"targets\":[{\"id\":\"1\",\"labels\":{\"a\":\"@\"}}]}"),
            new Nameless(
                    new SnsSource(),
                    "attributes",
                    "{\"Type\":\"Notification\",\"Message\":\"Slow\",\"MessageAttributes\":{\"a\":{\"Value\":\"@\"}}}"),
            new Nameless(
                    new EventBridgeSource(),
                    "detail",
                    "{\"detail-type\":\"Slow\",\"source\":\"shop\",\"detail\":{\"a\":\"@\"}}"),
            new Nameless(
                    new ZabbixSource(),
                    "tags",
                    "{\"event_id\":\"1\",\"event_value\":\"1\",\"trigger_id\":\"2\",\"event_tags\":\"[{\\\"tag\\\":\\\"a\\\",\\\"value\\\":\\\"@\\\"}]\"}"),
            new Nameless(new PlainSource(), "a field", "{\"host\":\"db\",\"state\":\"firing\",\"a\":\"@\"}"),
            new Nameless(new GenericSource(), "a field", "{\"host\":\"db\",\"state\":\"firing\",\"a\":\"@\"}"));

    @ParameterizedTest
    @FieldSource("NAMELESS")
    void oneLabelMoreIsAnotherAlert(Nameless alert) {
        assertThat(alert.fingerprint("one")).isNotEqualTo(alert.fingerprint("other"));
    }

    @ParameterizedTest
    @FieldSource("NAMELESS")
    void whatIsSentAgainIsTheSame(Nameless alert) {
        assertThat(alert.fingerprint("one")).isEqualTo(alert.fingerprint("one"));
    }

    @Test
    void everyAdapterIsAmongThem() {
        Set<String> types = new TreeSet<>(BY_ID_ONLY);
        NAMELESS.forEach(alert -> types.add(alert.adapter().type()));
        assertThat(types)
                .containsExactlyElementsOf(AdapterClasses.all().stream()
                        .map(SourceAdapter::type)
                        .sorted()
                        .toList());
    }

    @Test
    void aSeverityThatRisesAndTheOrderOfTagsMakeNoOtherAlert() {
        for (String body : List.of(
                EVENT + ",\"severity\":\"@\"}}",
                EVENT + ",\"custom_details\":{\"severity\":\"@\"}}}",
                EVENT + ",\"timestamp\":\"2026-11-21T03:44:19Z\",\"severity\":\"@\"}}")) {
            Nameless alert = new Nameless(new PagerDutyEventsSource(), "severity", body);
            assertThat(alert.fingerprint("warning")).isEqualTo(alert.fingerprint("critical"));
        }
        Nameless sequence =
                new Nameless(new CloudEventsSource(), "sequence", CLOUD_EVENT + ",\"sequence\":\"@\",\"data\":{}}");
        assertThat(sequence.fingerprint("1")).isEqualTo(sequence.fingerprint("2"));
        Nameless tags = new Nameless(new OpsgenieAlertsSource(), "tags", "{\"message\":\"Slow\",\"tags\":[@]}");
        assertThat(Arrays.asList("\"a\",\"b\"", "\"b\",\"a\"").stream()
                        .map(tags::fingerprint)
                        .distinct())
                .hasSize(1);
    }
}
