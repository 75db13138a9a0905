package dev.firstline.triage.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * One immutable line of an incident's story.
 *
 * @param seq from 1, without gaps
 * @param time when it happened
 * @param kind a stable lower-case word with dots
 * @param actor who did it
 * @param text what happened and why
 * @param certainty how certain that is
 * @param alertId the alert that it is about; null for the whole incident
 */
public record TimelineLine(
        long seq, Instant time, String kind, String actor, String text, Certainty certainty, UUID alertId) {

    /** Who speaks where no person and no other service does. */
    public static final String FIRSTLINE = "firstline";

    /** Longest text, in characters: what a source or a query says may be longer than what a person reads. */
    private static final int TEXT = 4000;

    public TimelineLine {
        Objects.requireNonNull(time);
        Objects.requireNonNull(certainty);
        if (text.length() > TEXT) text = text.substring(0, TEXT - 1) + "…";
    }
}
