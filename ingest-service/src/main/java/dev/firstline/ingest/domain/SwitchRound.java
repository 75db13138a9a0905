package dev.firstline.ingest.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the last round of Firstline's own dead man's switch went.
 *
 * @param tried when it was
 * @param pinged when the ping was last answered well; empty where it never was
 * @param problem why there was no ping; empty where there was one
 */
public record SwitchRound(Instant tried, Optional<Instant> pinged, String problem) {

    /**
     * What is wrong; empty where nothing is.
     *
     * @param interval how long it is from one round to the next
     * @param patience how long a round may take
     */
    public Optional<String> complaint(Duration interval, Duration patience, Instant now) {
        if (!problem.isEmpty()) return Optional.of(problem);
        boolean late = tried.plus(interval.multipliedBy(2)).plus(patience).isBefore(now);
        return late ? Optional.of("nobody has tried since " + tried) : Optional.empty();
    }
}
