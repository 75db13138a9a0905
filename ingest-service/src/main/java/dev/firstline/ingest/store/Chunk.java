package dev.firstline.ingest.store;

/**
 * Events that belong into one row, encoded.
 *
 * @param source the source they are booked under
 * @param events how many, up to {@link #MAX_EVENTS}; 0 where nothing came out of the payloads, which are kept for another reading
 * @param encodedEvents a serialized EventBatch: several of them, one after the other, are one EventBatch again
 * @param encodedPayloads a serialized PayloadBatch of what the events were read from; may be empty
 */
public record Chunk(String source, int events, byte[] encodedEvents, byte[] encodedPayloads) {

    /** How many events a row holds at most. */
    public static final int MAX_EVENTS = 500;

    /** How many bytes of events a row holds at most, unless one event alone has more: triage takes 8 MB in one call. */
    public static final int MAX_BYTES = 4 << 20;

    public Chunk {
        if (events < 0 || events > MAX_EVENTS) throw new IllegalArgumentException(events + " events in a row");
    }

    /** How much of a row's room it takes: a payload without events counts as one. */
    int weight() {
        return Math.max(1, events);
    }

    int bytes() {
        return encodedEvents.length + encodedPayloads.length;
    }
}
