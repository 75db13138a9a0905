package dev.firstline.ingest.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one request wants to have stored, all of it or nothing.
 *
 * @param chunks in the order of their events; at least one
 * @param deadline until when it may be written, by the database's clock
 * @param traceparent the trace that it belongs to (W3C trace context); empty where none runs
 */
public record Submission(List<Chunk> chunks, Instant deadline, String traceparent) {

    public Submission {
        chunks = List.copyOf(chunks);
        if (chunks.isEmpty()) throw new IllegalArgumentException("nothing to store");
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(traceparent);
    }

    /** How many events it holds; a payload without any counts as one. */
    int events() {
        int events = 0;
        for (Chunk chunk : chunks) events += chunk.weight();
        return events;
    }

    int bytes() {
        int bytes = 0;
        for (Chunk chunk : chunks) bytes += chunk.bytes();
        return bytes;
    }
}
