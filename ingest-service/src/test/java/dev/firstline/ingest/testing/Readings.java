package dev.firstline.ingest.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.SourceAdapter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What an adapter makes of a body. */
public record Readings(SourceAdapter adapter) {

    /** The whole reading. */
    public Reading of(String body) {
        return of(body, "application/json", Map.of());
    }

    /** The whole reading of a body with another content type, or with headers. */
    public Reading of(String body, String contentType, Map<String, String> headers) {
        return adapter.read(new Payload("source", contentType, body.getBytes(StandardCharsets.UTF_8), headers));
    }

    /** The events of a body that can be read. */
    public List<Event> events(String body) {
        return events(of(body));
    }

    /** The events of a reading that must not have failed. */
    public static List<Event> events(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).events();
    }

    /** The only event of a body. */
    public Event event(String body) {
        List<Event> events = events(body);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    /** The only event of one of the adapter's samples. */
    public Event sample(String file) {
        return event(text(file));
    }

    /** One of the adapter's samples as text. */
    public String text(String file) {
        return Samples.of(adapter.type()).stream()
                .filter(sample -> sample.name().endsWith("/" + file))
                .map(sample -> new String(sample.body(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no sample " + file + " of " + adapter.type()));
    }
}
