package dev.firstline.e2e.delivery.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One thing that goes wrong. */
enum Blow {
    /** A kill while a telling moment is open. */
    TELLING_KILL,
    /** A kill at any moment. */
    KILL,
    /** SIGSTOP, and SIGCONT two leases later. */
    PAUSE;

    /** So many kills, half of them in a telling moment, and so many pauses, in an order that the seed decides. */
    static List<Blow> order(int kills, int pauses, Random chance) {
        List<Blow> blows = new ArrayList<>(Collections.nCopies((kills + 1) / 2, TELLING_KILL));
        blows.addAll(Collections.nCopies(kills / 2, KILL));
        blows.addAll(Collections.nCopies(pauses, PAUSE));
        Collections.shuffle(blows, chance);
        return blows;
    }
}
