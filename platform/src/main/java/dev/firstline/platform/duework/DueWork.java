package dev.firstline.platform.duework;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that has to follow from a change of state, committed together with that change.
 *
 * @param kind which {@link DueWorkHandler} does it
 * @param key what it is about; (kind, key) is unique
 * @param version which state of the key it is about; a newer one overwrites an older one
 * @param takeTime from when on anyone may take it
 * @param attempt how often it was taken, the present time included
 * @param traceparent the trace that caused it (W3C trace context), empty where none was recorded
 * @param body whatever the handler needs beyond the key; may be empty
 */
public record DueWork(
        String kind, String key, long version, Instant takeTime, int attempt, String traceparent, byte[] body) {

    public DueWork {
        if (kind.isBlank() || key.isBlank()) throw new IllegalArgumentException("due work has a kind and a key");
        Objects.requireNonNull(takeTime);
        Objects.requireNonNull(traceparent);
        Objects.requireNonNull(body);
    }
}
