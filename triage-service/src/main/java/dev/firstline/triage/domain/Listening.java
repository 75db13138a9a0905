package dev.firstline.triage.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far ingest's word reaches: what its sources said between these two times is known here. Both are of the clock by which ingest
 * accepts events, and so is the time at which an alert was last seen: no clock of triage's is compared with them.
 *
 * @param since when ingest began to listen without a gap; may be later than {@code until}
 * @param until what was accepted before it is folded
 */
public record Listening(Instant since, Instant until) {

    public Listening {
        Objects.requireNonNull(since);
        Objects.requireNonNull(until);
    }

    /**
     * When an alert was last seen at the latest that is stale. Empty where none is: a gap begins the time anew for all, since nobody knows
     * what would have been repeated in it.
     *
     * @param after for how long its source has not repeated it
     */
    public Optional<Instant> staleBefore(Duration after) {
        Instant before = until.minus(after);
        return since.isAfter(before) ? Optional.empty() : Optional.of(before);
    }

    /** Whether an alert that was last seen then is stale. See {@link #staleBefore}. */
    public boolean isStale(Instant lastSeen, Duration after) {
        return staleBefore(after).filter(before -> !lastSeen.isAfter(before)).isPresent();
    }
}
