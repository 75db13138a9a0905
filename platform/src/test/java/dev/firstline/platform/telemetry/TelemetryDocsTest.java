package dev.firstline.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.DocumentedTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TelemetryDocsTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void thePageNamesEachMetricOfAllServicesAndNoOther() {
        assertThat(DocumentedTelemetry.differences("platform")).isEmpty();
    }

    @Test
    void whatThePageSaysIsFoundRight() {
        meters.counter("jvm.whatever", "any", "label").increment();
        meters.counter("firstline.ingest.events", "result", "accepted", "source_type", "alertmanager")
                .increment();
        assertThat(DocumentedTelemetry.differences(meters)).isEmpty();
    }

    @Test
    void anUndocumentedMetricIsFound() {
        meters.timer("firstline.ingest.invented");
        assertThat(DocumentedTelemetry.differences(meters))
                .containsExactly("unknown: firstline_ingest_invented_seconds");
    }

    @Test
    void aForeignLabelAndAForeignValueAreFound() {
        meters.timer("firstline.ingest.commit", "host", "a");
        assertThat(DocumentedTelemetry.differences(meters))
                .containsExactly("firstline_ingest_commit_seconds has the labels [host], not []");
        meters.clear();
        meters.counter("firstline.ingest.events", "result", "lost", "source_type", "alertmanager");
        assertThat(DocumentedTelemetry.differences(meters))
                .containsExactly("firstline_ingest_events_total: result=\"lost\" is none of [accepted]");
    }

    @Test
    void aDocumentedMetricThatIsNotMadeIsFound() {
        meters.counter("firstline.notify.deliveries");
        assertThat(DocumentedTelemetry.notMade("notify", meters)).containsExactly("firstline_notify_channel_well");
    }
}
