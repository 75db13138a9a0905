package dev.firstline.triage.domain;

/**
 * The identity of an alert, for ever.
 *
 * @param source the configured name of its source
 * @param fingerprint its identity within the source
 */
public record AlertKey(String source, String fingerprint) implements Comparable<AlertKey> {

    public AlertKey {
        if (source.isBlank()) throw new IllegalArgumentException("an event names its source");
        if (fingerprint.isBlank()) throw new IllegalArgumentException("an event has a fingerprint");
    }

    @Override
    public int compareTo(AlertKey other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : fingerprint.compareTo(other.fingerprint);
    }
}
