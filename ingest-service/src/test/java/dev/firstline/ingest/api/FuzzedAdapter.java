package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.PagerDutyEventsSource;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.ingest.testing.Samples;
import dev.firstline.ingest.testing.StorableEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An adapter, with its samples to begin with: whatever comes, it says something, and what it says can be stored. */
record FuzzedAdapter(String name, SourceAdapter adapter) implements FuzzTarget {

    @Override
    public List<byte[]> seeds() {
        return Samples.of(adapter.type()).stream().map(FuzzedAdapter::written).toList();
    }

    private static byte[] written(Samples.Sample sample) {
        Map<String, String> headers = new HashMap<>(sample.headers());
        headers.putIfAbsent("content-type", "application/json");
        return new FuzzedRequest(headers, sample.body()).written();
    }

    @Override
    public boolean reaches(byte[] input) {
        return !events(input).isEmpty();
    }

    /** The events of an input; none where it can't be read. */
    List<Event> events(byte[] input) {
        return adapter.read(payload(FuzzedRequest.parse(input))) instanceof Reading.Read read
                ? read.events()
                : List.of();
    }

    private Payload payload(FuzzedRequest request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.keySet().removeIf(name -> adapter.headers().stream().noneMatch(wanted -> isWanted(name, wanted)));
        return new Payload("fuzzed", request.header("content-type"), adapter.withoutSecret(request.body()), headers);
    }

    @Override
    public void run(byte[] input) {
        FuzzedRequest request = FuzzedRequest.parse(input);
        Payload payload = payload(request);
        if (adapter.type().equals(PagerDutyEventsSource.TYPE)) {
            PagerDutyEventsSource.secret(request.body());
            PagerDutyEventsSource.dedupKey(payload);
        }
        Reading reading = adapter.read(payload);
        StorableEvents.check(reading);
        if (reading instanceof Reading.Read read && !read.events().isEmpty()) {
            EventEncoding.chunks(read.events(), payload, "fuzzed");
        }
    }

    private static boolean isWanted(String name, String wanted) {
        return wanted.endsWith("-") ? name.startsWith(wanted) : name.equals(wanted);
    }

    @Override
    public String toString() {
        return name;
    }
}
