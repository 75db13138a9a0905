package dev.firstline.triage.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One normalized statement of a source: this alert fires, or is resolved.
 *
 * @param id its batch's id, a slash, and its index
 * @param key which alert it speaks of
 * @param position where it stands in the order of the alert's events
 * @param delivery the vendor's own delivery
 * @param episodeKey what distinguishes one stretch of firing from the next; empty where the source says nothing
 * @param keyNeverReturns whether the source never uses a key again once it was resolved
 * @param firing whether the alert fires; else it is resolved
 * @param content what the source says about it
 * @param observed when it was accepted
 * @param occurrences the source's own count, where it counts
 */
public record Event(
        String id,
        AlertKey key,
        Position position,
        Delivery delivery,
        String episodeKey,
        boolean keyNeverReturns,
        boolean firing,
        Content content,
        Instant observed,
        OptionalLong occurrences) {

    /**
     * How the id of an event begins by which Firstline itself closes a stale alert. Those of all others begin with their batch's id.
     */
    public static final String STALE = "stale/";

    /**
     * A vendor's delivery. The events of one payload share its id.
     *
     * @param id the vendor's own id; empty where it sends none
     * @param payload the payload that brought the event: the same id out of another payload is a redelivery
     */
    public record Delivery(String id, String payload) {}

    public Event {
        Objects.requireNonNull(key);
        Objects.requireNonNull(position);
        Objects.requireNonNull(content);
        Objects.requireNonNull(observed);
    }

    /** Whether it closes an alert because its source has not repeated it: the source never said that it is over. */
    boolean isStale() {
        return id.startsWith(STALE);
    }
}
