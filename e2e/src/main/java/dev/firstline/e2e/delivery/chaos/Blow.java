package dev.firstline.e2e.delivery.chaos;

import dev.firstline.cli.local.ServiceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One thing that goes wrong. */
sealed interface Blow {

    /** A kill while a telling moment is open; the moment says who dies. */
    record TellingKill() implements Blow {}

    /** A kill of one of a service's replicas, at any moment. */
    record Kill(ServiceName service) implements Blow {}

    /** A kill of the database, at any moment. */
    record DatabaseKill() implements Blow {}

    /** SIGSTOP, and SIGCONT two leases later. */
    record Pause() implements Blow {}

    /** One kill in so many hits the database, whatever else the telling ones hit. */
    int DATABASE_EVERY = 10;

    /**
     * So many kills, half of them in a telling moment, and so many pauses, in an order that the seed decides. Of the other half
     * some hit the database, and the rest each service in turn.
     */
    static List<Blow> order(int kills, int pauses, Random chance) {
        List<Blow> blows = new ArrayList<>(Collections.nCopies((kills + 1) / 2, new TellingKill()));
        blows.addAll(Collections.nCopies(databaseKills(kills), new DatabaseKill()));
        blows.addAll(serviceKills(kills, chance));
        blows.addAll(Collections.nCopies(pauses, new Pause()));
        Collections.shuffle(blows, chance);
        return blows;
    }

    /** How many kills are the database's alone: one at least where any are not telling. */
    static int databaseKills(int kills) {
        return kills < 2 ? 0 : Math.max(1, kills / DATABASE_EVERY);
    }

    /** How many different services are struck at the least. */
    static int servicesStruck(int kills) {
        return Math.min(ServiceName.values().length, kills / 2 - databaseKills(kills));
    }

    private static List<Blow> serviceKills(int kills, Random chance) {
        List<ServiceName> names = new ArrayList<>(List.of(ServiceName.values()));
        Collections.shuffle(names, chance);
        List<Blow> blows = new ArrayList<>();
        for (int done = 0; done < kills / 2 - databaseKills(kills); done++) {
            blows.add(new Kill(names.get(done % names.size())));
        }
        return blows;
    }
}
