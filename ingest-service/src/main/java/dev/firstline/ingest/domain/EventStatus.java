package dev.firstline.ingest.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether an alert fires or is resolved. */
public enum EventStatus {
    /** It fires, for the first time or still. */
    FIRING,
    /** It has ended. */
    RESOLVED;

    private static final Set<String> FIRING_WORDS = Set.of(
            "firing",
            "triggered",
            "trigger",
            "alerting",
            "alert",
            "alarm",
            "open",
            "opened",
            "active",
            "problem",
            "failed");
    private static final Set<String> RESOLVED_WORDS = Set.of(
            "resolved",
            "resolve",
            "ok",
            "okay",
            "closed",
            "close",
            "recovered",
            "recovery",
            "inactive",
            "normal",
            "cleared");

    /** Reads a source's word in any case; empty where it means neither. */
    public static Optional<EventStatus> parse(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        if (FIRING_WORDS.contains(lower)) return Optional.of(FIRING);
        if (RESOLVED_WORDS.contains(lower)) return Optional.of(RESOLVED);
        return Optional.empty();
    }
}
