package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.DocumentedTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TelemetryDocsTest extends TriageStories {

    @Inject
    MeterRegistry meters;

    @Test
    void thePageNamesEachSpanAttributeAndMetricAndNoOther() {
        assertThat(DocumentedTelemetry.differences("triage")).isEmpty();
    }

    @Test
    void eachMeterHasTheLabelsOfThePage() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        sender.send(resolved(fingerprint("a"), "PayDown", region));
        assertThat(DocumentedTelemetry.differences(meters)).isEmpty();
        assertThat(DocumentedTelemetry.notMade("triage", meters)).isEmpty();
    }
}
