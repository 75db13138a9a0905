package dev.firstline.ingest.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far ingest's word reaches: whoever wants to know that a source did not say something asks here first. All times are the
 * database's, as the times of acceptance are.
 *
 * @param since when some process began to accept what is sent, without a gap since; may be later than {@code until}
 * @param until all that was accepted before it is handed over, or parked
 */
public record Reach(Instant since, Instant until) {

    public Reach {
        Objects.requireNonNull(since);
        Objects.requireNonNull(until);
    }

    /**
     * What follows from one look at the database.
     *
     * @param since when some process began to listen without a gap
     * @param listened when one last did for certain
     * @param oldestWaiting when the oldest batch that is not handed over was written; empty where none waits
     * @param longestUnseen how long after its time of acceptance a batch can first be seen
     */
    public static Reach of(Instant since, Instant listened, Optional<Instant> oldestWaiting, Duration longestUnseen) {
        Instant seen = oldestWaiting.filter(listened::isAfter).orElse(listened);
        return new Reach(since, seen.minus(longestUnseen));
    }
}
