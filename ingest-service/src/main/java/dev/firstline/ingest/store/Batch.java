package dev.firstline.ingest.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A stored batch of accepted events.
 *
 * @param id a UUID of version 7, whose time says in which day's partition it lies
 * @param place its place in the order of acceptance
 * @param firstIndex the index of its first event in that order; 0 for a batch as it was accepted
 * @param acceptedTime when it was accepted
 * @param eventCount how many events it holds, 0 to {@link Chunk#MAX_EVENTS}
 * @param events a deflated (RFC 1950) EventBatch, without what follows from this row: ids, places and observed times
 */
public record Batch(UUID id, long place, int firstIndex, Instant acceptedTime, int eventCount, byte[] events) {

    /** A batch as it was accepted. */
    public Batch(UUID id, long place, Instant acceptedTime, int eventCount, byte[] events) {
        this(id, place, 0, acceptedTime, eventCount, events);
    }
}
