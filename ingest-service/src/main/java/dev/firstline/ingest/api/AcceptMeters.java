package dev.firstline.ingest.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what was taken in and what was refused. Labels are adapters' types and fixed words, never what a sender chooses. */
@Singleton
public class AcceptMeters {

    /** The type under which events that came over gRPC are counted. */
    static final String GRPC = "grpc";

    private final MeterRegistry meters;
    private final Map<String, Counter> known = new ConcurrentHashMap<>();

    public AcceptMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A payload and its events are committed. */
    void accepted(String type, int events) {
        counter("firstline.ingest.payloads", "result", "accepted", type).increment();
        counter("firstline.ingest.events", "result", "accepted", type).increment(events);
    }

    /** A payload is kept out of which no event came. */
    void withoutEvent(String type) {
        counter("firstline.ingest.payloads", "result", "no_event", type).increment();
    }

    /** A payload became a dead letter. */
    void unread(String type) {
        counter("firstline.ingest.payloads", "result", "dead_letter", type).increment();
    }

    /** A request was refused, and nothing of it is stored. */
    void refused(String type, Enum<?> reason) {
        counter("firstline.ingest.refused", "reason", reason.name().toLowerCase(Locale.ROOT), type)
                .increment();
    }

    private Counter counter(String name, String label, String value, String type) {
        return known.computeIfAbsent(
                name + value + type, key -> meters.counter(name, label, value, "source_type", type));
    }
}
