package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What vendors' documentation and other projects show, and what a real Alertmanager sent, where those samples lie beside the checkout.
 * Every file has a line here: a new one fails the test until somebody says what it has to become.
 */
class VendorSamplesTest {

    private static final Path SAMPLES = Path.of("..", "..", "shared", "samples");

    /** They are no payloads: what was sent with one, what the files are, and the known answer that SecretsTest holds. */
    private static final Set<String> NO_PAYLOADS = Set.of("README.md", "pagerduty-v3/signature_vector.json");

    /** Its variables were never replaced. */
    private static final String TEMPLATE = "datadog/keep_template.json";

    private static final String OTLP = "otlp/opentelemetry-proto_logs.json";

    /**
     * What a sample has to become; a severity or a text is what all its events have.
     *
     * @param events how many
     * @param fingerprint how that of the first one begins
     * @param resource its name or id; empty where there is none
     */
    private record Expected(
            SourceAdapter source,
            int events,
            EventStatus status,
            Set<Severity> severities,
            String fingerprint,
            String service,
            String environment,
            String resource) {

        Expected(SourceAdapter source, EventStatus status, Severity severity, String fingerprint, String... place) {
            this(source, 1, status, Set.of(severity), fingerprint, place[0], place[1], place[2]);
        }
    }

    private static final SourceAdapter CLOUDWATCH = new EventBridgeSource();
    private static final String ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:";

    private static final Map<String, Expected> EXPECTED = Map.ofEntries(
            Map.entry("alertmanager-v4/001-firing-1alerts.json", captured(1, EventStatus.FIRING, "e077cce9e21c646a")),
            Map.entry("alertmanager-v4/003-firing-26alerts.json", captured(26, EventStatus.FIRING, "2d284712b9093e8f")),
            Map.entry(
                    "alertmanager-v4/004-resolved-1alerts.json", captured(1, EventStatus.RESOLVED, "e077cce9e21c646a")),
            Map.entry(
                    "alertmanager-v4/007-resolved-100alerts.json",
                    captured(100, EventStatus.RESOLVED, "2d284712b9093e8f")),
            Map.entry(
                    "aws-eventbridge/docs_anomaly_detection.json",
                    firing(CLOUDWATCH, Severity.UNSPECIFIED, ALARM + "EC2 CPU", "", "", "i-12345678901234567")),
            Map.entry(
                    "aws-eventbridge/docs_metric_math.json",
                    firing(CLOUDWATCH, Severity.UNSPECIFIED, ALARM + "TotalNetworkTrafficTooHigh", "", "", "")),
            Map.entry(
                    "aws-eventbridge/docs_single_metric.json",
                    firing(
                            CLOUDWATCH,
                            Severity.UNSPECIFIED,
                            ALARM + "ServerCpuTooHigh",
                            "",
                            "",
                            "i-12345678901234567")),
            Map.entry(
                    "aws-sns-cloudwatch/aws-lambda-go_multiple_metrics.json",
                    firing(
                            new SnsSource(),
                            Severity.UNSPECIFIED,
                            "arn:aws:cloudwatch:REGION:ACCOUNT_NUMBER:alarm:EXAMPLE",
                            "",
                            "",
                            "")),
            Map.entry(
                    "aws-sns-cloudwatch/incidentrelay_ALARM.json",
                    firing(
                            new SnsSource(),
                            Severity.UNSPECIFIED,
                            "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:HighCPU",
                            "",
                            "production",
                            "i-0123456789abcdef0")),
            Map.entry(
                    "datadog/incidentrelay_triggered.json",
                    firing(new DatadogSource(), Severity.CRITICAL, "dd511072", "api", "prod", "")),
            Map.entry(
                    "grafana-alerting/docs_webhook_v1.json",
                    new Expected(
                            new GrafanaSource(),
                            2,
                            EventStatus.FIRING,
                            Set.of(Severity.UNSPECIFIED),
                            "c6eadffa33fcdf37",
                            "",
                            "",
                            "")),
            Map.entry(
                    "mackerel/docs_eventbridge_detail.json",
                    firing(new MackerelSource(), Severity.CRITICAL, "2bj...", "Service", "", "")),
            Map.entry(
                    "mackerel/docs_host_alert.json",
                    firing(new MackerelSource(), Severity.CRITICAL, "2bj...", "Service", "", "")),
            Map.entry(
                    "newrelic/incidentrelay_workflow.json",
                    firing(new NewRelicSource(), Severity.CRITICAL, "issue-abc-123", "checkout", "production", "")),
            Map.entry(
                    "opsgenie/docs_action_create.json",
                    firing(new OpsgenieSource(), Severity.UNSPECIFIED, "aliastest", "", "", "")),
            Map.entry(
                    OTLP,
                    firing(
                            new OtlpLogsSource().with(Map.of("severity", "info")),
                            Severity.INFO,
                            "3d76fd62",
                            "my.service",
                            "",
                            "")),
            Map.entry(
                    "pagerduty-events-v2-inbound/trigger.json",
                    firing(new PagerDutyEventsSource(), Severity.ERROR, "database-prod-01", "", "", "")),
            Map.entry(
                    "pagerduty-v3/webhookv3_incident.priority_updated.json",
                    firing(new PagerDutySource(), Severity.CRITICAL, "PGR0VU2", "API Service", "", "")),
            Map.entry(
                    "pagerduty-v3/webhookv3_test_body.raw",
                    firing(new PagerDutySource(), Severity.CRITICAL, "PGR0VU2", "API Service", "", "")),
            Map.entry(
                    "sentry/docs_event_alert_triggered.json",
                    firing(new SentrySource(), Severity.ERROR, "1117540176", "front-end", "", "")),
            Map.entry(
                    "sentry/docs_metric_alert_resolved.json",
                    new Expected(
                            new SentrySource(),
                            EventStatus.RESOLVED,
                            Severity.UNSPECIFIED,
                            "metric-alert/7/bar",
                            "bar",
                            "",
                            "")));

    /** What a real Alertmanager sent for workloads of one deployment. */
    private static Expected captured(int events, EventStatus status, String fingerprint) {
        Set<Severity> severities =
                events == 1 ? Set.of(Severity.CRITICAL) : Set.of(Severity.CRITICAL, Severity.WARNING);
        String cluster = events == 1 ? "study" : "prod-eu1";
        return new Expected(
                new AlertmanagerSource(), events, status, severities, fingerprint, "checkout", cluster, "checkout");
    }

    private static Expected firing(SourceAdapter source, Severity severity, String fingerprint, String... place) {
        return new Expected(source, EventStatus.FIRING, severity, fingerprint, place);
    }

    @BeforeEach
    void lookForThem() {
        assumeTrue(Files.isDirectory(SAMPLES), "skipped: no samples at " + SAMPLES);
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> SAMPLES.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.endsWith(".headers.txt") && !NO_PAYLOADS.contains(file))
                    .sorted()
                    .toList();
        }
    }

    private static Reading read(SourceAdapter source, String file) throws IOException {
        return new Readings(source).of(Files.readString(SAMPLES.resolve(file)));
    }

    @Test
    void everyFileHasAnExpectation() throws IOException {
        Set<String> known = new TreeSet<>(EXPECTED.keySet());
        known.add(TEMPLATE);
        assertThat(files()).containsExactlyElementsOf(known);
    }

    @Test
    void everySampleIsReadWholeAsExpected() throws IOException {
        for (var line : new TreeMap<>(EXPECTED).entrySet()) {
            Expected expected = line.getValue();
            List<Event> events = Readings.events(read(expected.source(), line.getKey()));
            assertThat(events).as(line.getKey()).hasSize(expected.events());
            assertThat(events.getFirst().fingerprint()).as(line.getKey()).startsWith(expected.fingerprint());
            assertThat(events).as(line.getKey()).extracting(Event::fingerprint).doesNotHaveDuplicates();
            assertThat(events).as(line.getKey()).extracting(Event::severity).hasSameElementsAs(expected.severities());
            assertThat(events).as(line.getKey()).allSatisfy(event -> hold(event, expected));
        }
    }

    private static void hold(Event event, Expected expected) {
        assertThat(event.status()).isEqualTo(expected.status());
        assertThat(event.service()).isEqualTo(expected.service());
        assertThat(event.environment()).isEqualTo(expected.environment());
        assertThat(event.resource().map(VendorSamplesTest::name).orElse("")).isEqualTo(expected.resource());
        assertThat(event.partialReasons())
                .as("what vendors cut short is no address, and said")
                .allMatch(reason -> reason.contains("is no address"));
    }

    private static String name(Resource resource) {
        return switch (resource) {
            case Resource.KubernetesWorkload workload -> workload.name();
            case Resource.ManagedInstance instance -> instance.id();
        };
    }

    @Test
    void aTemplateOfDatadogThatNobodyFilledInIsUnreadable() throws IOException {
        assertThat(read(new DatadogSource(), TEMPLATE)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aRecordOfALogThatIsNoErrorIsNoAlertUnlessTheSourceSaysSo() throws IOException {
        assertThat(read(new OtlpLogsSource(), OTLP)).isEqualTo(Reading.Read.nothing());
    }
}
