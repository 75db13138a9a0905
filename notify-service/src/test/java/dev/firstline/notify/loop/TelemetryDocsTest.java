package dev.firstline.notify.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.testing.NotifyStories;
import dev.firstline.notify.testing.Snapshots;
import dev.firstline.platform.testing.DocumentedTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TelemetryDocsTest extends NotifyStories {

    @Inject
    MeterRegistry meters;

    @Test
    void thePageNamesEachSpanAttributeAndMetricAndNoOther() {
        assertThat(DocumentedTelemetry.differences("notify")).isEmpty();
    }

    @Test
    void eachMeterHasTheLabelsOfThePage() {
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> {
            assertThat(DocumentedTelemetry.notMade("notify", meters)).isEmpty();
            assertThat(DocumentedTelemetry.differences(meters)).isEmpty();
        });
    }
}
