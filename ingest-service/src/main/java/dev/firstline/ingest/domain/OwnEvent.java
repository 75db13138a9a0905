package dev.firstline.ingest.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Events that Firstline itself states. Ordinary ones in every other way; the label {@code reason} says why they are. */
public final class OwnEvent {

    /** The source of what Firstline states about itself. */
    public static final String SOURCE = "firstline";

    private static final String SILENT = "source_silent";

    private OwnEvent() {}

    /**
     * A source has been silent for too long.
     *
     * @param heard when it was last heard
     * @param expectEvery how long it may be silent
     */
    public static Event silent(String source, Instant heard, Duration expectEvery) {
        String description =
                "Nothing that shows that it lives has come since " + heard + "; something is expected every "
                        + inWords(expectEvery) + ". While it is silent, what it watches is not watched.";
        return silence(source, heard, EventStatus.FIRING, source + " has fallen silent", description, Optional.empty());
    }

    /**
     * The silence is over.
     *
     * @param heard when it had last been heard before
     * @param speaks whether it spoke again; else nobody expects it to any more
     */
    public static Event silenceOver(String source, Instant heard, boolean speaks, Instant now) {
        String title = speaks ? source + " speaks again" : source + " is not expected to speak any more";
        return silence(source, heard, EventStatus.RESOLVED, title, "", Optional.of(now));
    }

    private static Event silence(
            String source,
            Instant heard,
            EventStatus status,
            String title,
            String description,
            Optional<Instant> ended) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", "SourceSilent");
        labels.put("source", source);
        labels.put("severity", "critical");
        labels.put("reason", SILENT);
        return new Event(
                "",
                "firstline/silent",
                new Event.Episode(heard.toString(), true),
                OptionalLong.empty(),
                status,
                Severity.CRITICAL,
                title,
                description,
                labels,
                List.of(),
                Optional.of(heard),
                ended,
                "",
                "",
                Optional.empty(),
                OptionalLong.empty(),
                List.of());
    }

    /**
     * Shows that events flow: a resolve of an alert that never fires, so triage counts it, and opens nothing.
     */
    public static Event flow() {
        return new Event(
                "",
                "firstline/flow",
                Event.Episode.UNTOLD,
                OptionalLong.empty(),
                EventStatus.RESOLVED,
                Severity.INFO,
                "Events flow",
                "",
                Map.of("alertname", "FirstlineFlow", "reason", "flow"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                OptionalLong.empty(),
                List.of());
    }

    /** As people write it in the configuration: 90s, 5m, 2h. */
    private static String inWords(Duration duration) {
        if (duration.toSecondsPart() != 0 || duration.toMinutes() == 0) return duration.toSeconds() + "s";
        return duration.toMinutesPart() != 0 || duration.toHours() == 0
                ? duration.toMinutes() + "m"
                : duration.toHours() + "h";
    }
}
