package dev.firstline.triage.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Events and policies for the domain's tests. */
final class Samples {

    static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private static final AtomicLong IDS = new AtomicLong();

    private Samples() {}

    static Supplier<UUID> ids() {
        return () -> new UUID(7, IDS.incrementAndGet());
    }

    static Content content(String title) {
        return new Content(
                Severity.CRITICAL,
                title,
                "",
                Map.of("alertname", title),
                List.of(),
                "checkout",
                "production",
                Optional.empty());
    }

    /** One event at a place; the word is like "F", "F:key", "R:key", "F!key" (keys never return), "F@12" (source's order 12). */
    static Event event(String word, long place, Instant at) {
        boolean never = word.contains("!");
        String[] ordered = word.split("@");
        String[] parts = ordered[0].split("[:!]");
        return new Event(
                "batch/" + place,
                new AlertKey("prometheus", "f"),
                new Position(ordered.length > 1 ? Long.valueOf(ordered[1]) : null, place, 0),
                new Event.Delivery("", "payload"),
                parts.length > 1 ? parts[1] : "",
                never,
                parts[0].equals("F"),
                content("Pay"),
                at,
                OptionalLong.empty());
    }

    static Policy policy(Duration groupWait, Duration flapWindow) {
        Map<Impact, Response> responses = Map.of(
                Impact.LARGE, new Response(Kind.CRITICAL, List.of("pagerduty", "slack"), true),
                Impact.MEDIUM, new Response(Kind.WARNING, List.of("slack"), true),
                Impact.SMALL, new Response(Kind.NONE, List.of(), false),
                Impact.UNKNOWN, new Response(Kind.WARNING, List.of("slack"), false));
        return new Policy(
                new Grouping(List.of(), groupWait, Duration.ofMinutes(10), flapWindow),
                Matrix.DEFAULT,
                List.of(),
                responses);
    }
}
