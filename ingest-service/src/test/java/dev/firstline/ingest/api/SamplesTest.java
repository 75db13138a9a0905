package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.Adapters;
import dev.firstline.ingest.source.AlertmanagerSource;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.Samples;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.proto.ingest.v1.EventBatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every adapter that the service finds has samples, and reads them as the file beside each says. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class SamplesTest {

    /** Run with -Dfirstline.samples.write=true to write what comes out; read it before you commit it. */
    private static final boolean WRITE = Boolean.getBoolean("firstline.samples.write");

    /** What an Alertmanager 0.25 really sent, of alerts made up for it. */
    private static final String CAPTURED = "alertmanager/captured-";

    @Inject
    Adapters adapters;

    @Test
    void everyAdapterHasSamplesAndATest() throws Exception {
        for (SourceAdapter adapter : adapters.byType().values()) {
            String name = adapter.getClass().getName();
            assertThat(Samples.of(adapter.type()))
                    .as("%s has no sample: put one into src/test/resources/samples/%s", name, adapter.type())
                    .isNotEmpty();
            Class.forName(name + "Test");
        }
    }

    @Test
    void everySampleIsReadAsExpected() throws IOException {
        for (SourceAdapter adapter : adapters.byType().values()) {
            for (Samples.Sample sample : Samples.of(adapter.type())) {
                String read = json(adapter, sample);
                if (WRITE) Files.writeString(sample.expected(), read);
                assertThat(read).as(sample.name()).isEqualTo(Files.readString(sample.expected()));
            }
        }
    }

    @Test
    void capturesOfARealAlertmanagerAreReadWhole() {
        List<Samples.Sample> captured = Samples.of("alertmanager").stream()
                .filter(sample -> sample.name().startsWith(CAPTURED))
                .toList();
        assertThat(captured).hasSizeGreaterThan(3);
        for (Samples.Sample sample : captured) {
            List<Event> events = events(new AlertmanagerSource(), sample);
            int alerts = new String(sample.body(), StandardCharsets.UTF_8).split("\"fingerprint\"").length - 1;
            assertThat(events).as(sample.name()).hasSize(alerts);
            assertThat(events).as(sample.name()).allSatisfy(event -> {
                assertThat(event.partialReasons()).isEmpty();
                assertThat(event.startedTime()).isPresent();
                assertThat(event.service()).isNotBlank();
            });
        }
    }

    private static List<Event> events(SourceAdapter adapter, Samples.Sample sample) {
        Reading reading = adapter.read(sample.payload(sample.body()));
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).events();
    }

    private static String json(SourceAdapter adapter, Samples.Sample sample) throws IOException {
        EventBatch.Builder batch = EventBatch.newBuilder();
        for (Event event : events(adapter, sample)) batch.addEvents(EventEncoding.encode(event, "sample", "payload"));
        return JsonFormat.printer().sortingMapKeys().print(batch) + "\n";
    }
}
