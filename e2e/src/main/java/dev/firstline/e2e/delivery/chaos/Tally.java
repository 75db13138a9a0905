package dev.firstline.e2e.delivery.chaos;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What has gone wrong so far. */
public final class Tally {
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Map<String, Integer> moments = new TreeMap<>();
    private final Map<String, Integer> pauses = new TreeMap<>();

    synchronized void killed(String victim) {
        kills.merge(victim, 1, Integer::sum);
    }

    synchronized void tellingKill(String victim, String moment) {
        killed(victim);
        moments.merge(moment, 1, Integer::sum);
    }

    synchronized void paused(String victim) {
        pauses.merge(victim, 1, Integer::sum);
    }

    /** Kills, by who was killed. */
    public synchronized Map<String, Integer> kills() {
        return Collections.unmodifiableMap(new TreeMap<>(kills));
    }

    /** Kills in a telling moment, by the moment. */
    public synchronized Map<String, Integer> moments() {
        return Collections.unmodifiableMap(new TreeMap<>(moments));
    }

    /** Pauses, by who was paused. */
    public synchronized Map<String, Integer> pauses() {
        return Collections.unmodifiableMap(new TreeMap<>(pauses));
    }

    /** How many in all. */
    public static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
