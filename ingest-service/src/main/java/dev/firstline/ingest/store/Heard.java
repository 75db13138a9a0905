package dev.firstline.ingest.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When this process last heard the sources that are expected to speak. In memory, since every request passes here. */
@Singleton
public class Heard {

    private final Map<String, Instant> times = new ConcurrentHashMap<>();

    /** A source was heard. Of several at once any one may be kept: they are less than a millisecond apart. */
    public void note(String source, Instant at) {
        times.put(source, at);
    }

    /** When a source was last heard; the epoch where it wasn't. */
    Instant last(String source) {
        return times.getOrDefault(source, Instant.EPOCH);
    }
}
