package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ClusterBuilder;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.e2e.story.SpanCollector.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** One alert is one trace through all four services, with the names that docs/telemetry.md promises. */
class TraceStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHANNEL = "C0PAYMENTS";

    @Test
    void oneTraceGoesFromTheWebhookToSlackAndThroughFirstAid() {
        Path folder = Stage.folder("trace");
        Vendors vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.nothing());
        vendors.slack().channel(CHANNEL, "payments-alerts");
        Map<String, String> files = StoryFiles.with(StoryFiles.restart("PaymentErrors", "observe"));
        try (SpanCollector collector = new SpanCollector();
                TestBed bed = TestBed.start(
                        folder.resolve("cluster"),
                        Stage.checkout(),
                        vendors,
                        files,
                        builder -> traced(builder, collector))) {
            bed.alertmanager().fire(Alert.of("PaymentErrors", "checkout", "critical"));

            Span accept = await(collector, "ingest", "firstline.ingest.accept", span -> true);
            Predicate<Span> ofTheAlert = span -> span.trace().equals(accept.trace());
            Span assess = await(collector, "triage", "firstline.triage.assess", ofTheAlert);
            Span deliver = await(collector, "notify", "firstline.notify.deliver", ofTheAlert);
            Span step = await(collector, "remediation", "firstline.remediation.step", ofTheAlert);

            awaitBelow(collector, assess, accept);
            awaitBelow(collector, deliver, assess);
            awaitBelow(collector, step, assess);
            Await.untilTrue("a message", PATIENCE, () -> !vendors.slack()
                    .messages(CHANNEL)
                    .isEmpty());
            assertThat(collector.spans())
                    .filteredOn(span -> span.name().equals("firstline.notify.deliver"))
                    .as("whatever is told of the alert is of its trace")
                    .allMatch(ofTheAlert);
        }
    }

    private static ClusterBuilder traced(ClusterBuilder builder, SpanCollector collector) {
        return builder.property("firstline.telemetry.disabled", "false")
                .property("firstline.telemetry.otlp-endpoint", collector.endpoint())
                .property("quarkus.otel.exporter.otlp.protocol", "http/protobuf")
                .property("quarkus.otel.bsp.schedule.delay", "200ms");
    }

    private static Span await(SpanCollector collector, String service, String name, Predicate<Span> which) {
        return Await.until(name + " of " + service, PATIENCE, () -> collector.spans().stream()
                .filter(span -> span.service().equals(service) && span.name().equals(name))
                .filter(which)
                .findFirst());
    }

    // The spans between them end later, and come later.
    private static void awaitBelow(SpanCollector collector, Span span, Span ancestor) {
        Await.untilTrue(
                span.name() + " comes of " + ancestor.name(), PATIENCE, () -> collector.isBelow(span, ancestor));
    }
}
