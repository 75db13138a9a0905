package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.testing.Readings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vendors' documentation and other projects show, where those samples lie beside the checkout. */
class VendorSamplesTest {

    private static final Path SAMPLES = Path.of("..", "..", "shared", "samples");

    private static List<Event> events(SourceAdapter adapter, String file) throws Exception {
        Path path = SAMPLES.resolve(file);
        assumeTrue(Files.exists(path), "skipped: no samples at " + SAMPLES);
        return new Readings(adapter).events(Files.readString(path));
    }

    @ParameterizedTest
    @CsvSource({
        "datadog/incidentrelay_triggered.json, FIRING, dd511072, api",
        "mackerel/docs_host_alert.json, FIRING, 2bj..., Service",
        "mackerel/docs_eventbridge_detail.json, FIRING, 2bj..., Service",
        "newrelic/incidentrelay_workflow.json, FIRING, issue-abc-123, checkout",
        "opsgenie/docs_action_create.json, FIRING, aliastest, ''",
        "pagerduty-v3/webhookv3_incident.priority_updated.json, FIRING, PGR0VU2, API Service",
        "pagerduty-v3/webhookv3_test_body.raw, FIRING, PGR0VU2, API Service",
        "sentry/docs_event_alert_triggered.json, FIRING, 1117540176, front-end",
        "sentry/docs_metric_alert_resolved.json, RESOLVED, metric-alert/7/bar, bar"
    })
    void aSampleIsReadWhole(String file, EventStatus status, String fingerprint, String service) throws Exception {
        SourceAdapter adapter =
                switch (file.substring(0, file.indexOf('/'))) {
                    case "datadog" -> new DatadogSource();
                    case "mackerel" -> new MackerelSource();
                    case "newrelic" -> new NewRelicSource();
                    case "opsgenie" -> new OpsgenieSource();
                    case "pagerduty-v3" -> new PagerDutySource();
                    default -> new SentrySource();
                };
        List<Event> events = events(adapter, file);
        assertThat(events).hasSize(1);
        Event event = events.getFirst();
        assertThat(event.status()).isEqualTo(status);
        assertThat(event.fingerprint()).startsWith(fingerprint);
        assertThat(event.service()).isEqualTo(service);
        assertThat(event.partialReasons())
                .as("what vendors cut short is no address, and said")
                .allMatch(reason -> reason.contains("is no address"));
    }

    @Test
    void grafanasSampleHoldsTwoAlerts() throws Exception {
        List<Event> events = events(new GrafanaSource(), "grafana-alerting/docs_webhook_v1.json");
        assertThat(events).extracting(Event::fingerprint).containsExactly("c6eadffa33fcdf37", "bc97ff14869b13e3");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.partialReasons()).isEmpty());
    }

    @Test
    void aTemplateOfDatadogThatNobodyFilledInIsUnreadable() throws Exception {
        Path template = SAMPLES.resolve("datadog/keep_template.json");
        assumeTrue(Files.exists(template), "skipped: no samples at " + SAMPLES);
        assertThat(new Readings(new DatadogSource()).of(Files.readString(template)))
                .isInstanceOf(Reading.Unreadable.class);
    }
}
