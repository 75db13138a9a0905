package dev.firstline.e2e.delivery.chaos;

import dev.firstline.cli.local.LocalPostgres;
import dev.firstline.cli.local.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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

    /**
     * What a run with so many kills has to have struck, and has not, in words: without it, it says too little.
     *
     * @param wanted how many kills were asked for
     */
    public synchronized List<String> lacks(int wanted) {
        List<String> lacks = new ArrayList<>();
        least(lacks, "kills", sum(kills), wanted);
        // Half of the kills have to hit a telling moment.
        least(lacks, "kills in a telling moment", sum(moments), (sum(kills) + 1) / 2);
        least(lacks, "kills of the database", kills.getOrDefault(LocalPostgres.PROCESS, 0), Blow.databaseKills(wanted));
        least(lacks, "services killed", servicesStruck(), Blow.servicesStruck(wanted));
        return lacks;
    }

    private int servicesStruck() {
        return (int) Arrays.stream(ServiceName.values())
                .filter(service -> kills.keySet().stream().anyMatch(name -> isOf(service, name)))
                .count();
    }

    /** A replica is called after its service, with a number behind it where there are several. */
    private static boolean isOf(ServiceName service, String process) {
        return process.equals(service.word()) || process.startsWith(service.word() + "-");
    }

    private static void least(List<String> lacks, String what, int is, int least) {
        if (is < least) lacks.add("%s: %d instead of %d".formatted(what, is, least));
    }

    /** How many in all. */
    public static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
