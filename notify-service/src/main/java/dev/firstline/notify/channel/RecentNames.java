package dev.firstline.notify.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Names that incidents ask for and nobody knows. One is forgotten once it is not named again: what names it has been mended. */
public final class RecentNames {

    /** How long one is remembered. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    /** How many are remembered, whatever a policy or a catalogue holds. */
    private static final int MOST = 20;

    private final InstantSource clock;
    private final Map<String, Instant> lastNamed = new ConcurrentHashMap<>();

    public RecentNames(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Notes one.
     *
     * @return whether it wasn't remembered before
     */
    public boolean named(String name) {
        if (lastNamed.size() >= MOST && !lastNamed.containsKey(name)) return false;
        return lastNamed.put(name, clock.instant()) == null;
    }

    /** Those that were named lately, in their order. */
    public TreeSet<String> all() {
        Instant since = clock.instant().minus(REMEMBERED);
        lastNamed.values().removeIf(since::isAfter);
        return new TreeSet<>(lastNamed.keySet());
    }
}
