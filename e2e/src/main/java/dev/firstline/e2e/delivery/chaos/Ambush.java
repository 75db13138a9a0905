package dev.firstline.e2e.delivery.chaos;

import dev.firstline.cli.local.LocalPostgres;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Ways;
import dev.firstline.e2e.fault.Moment;
import dev.firstline.e2e.fault.TcpProxy;
import dev.firstline.e2e.fault.Trap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Waits for a telling moment on the ways where it can come, and kills in it. */
final class Ambush {

    private static final int LOOKS = 60;
    private static final int HUNGRY_EVERY = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int LONGEST_EFFECT_MILLIS = 100;
    private static final int LONGEST_LATENESS_MILLIS = 800;

    private final TestBed bed;
    private final Ways ways;
    private final Random chance;

    Ambush(TestBed bed, Ways ways, Random chance) {
        this.bed = bed;
        this.ways = ways;
        this.chance = chance;
    }

    /** A way with its trap, and who dies when it springs. */
    private record Laid(Trap trap, Victim victim) {}

    /**
     * Kills in a moment.
     *
     * @param spared who must not die now
     * @param hungry is called as long as nobody comes: more has to be sent
     * @return who was killed; empty where nobody came
     */
    Optional<Victim> lay(TellingMoment moment, Optional<ServiceProcess> spared, Runnable hungry)
            throws InterruptedException {
        List<Laid> traps = new ArrayList<>();
        for (String from : names(moment.from())) {
            for (String to : names(moment.to())) {
                Optional<Victim> victim = victim(moment, from, to).filter(one -> !isSpared(one, spared));
                TcpProxy proxy = ways.between(from, to);
                victim.ifPresent(one -> traps.add(new Laid(proxy.trap(moment.text(), moment.moment()), one)));
            }
        }
        Collections.shuffle(traps, chance);
        try {
            return sprung(traps, hungry).map(laid -> strike(laid, moment.moment()));
        } finally {
            traps.forEach(laid -> laid.trap().release());
        }
    }

    private Optional<Laid> sprung(List<Laid> traps, Runnable hungry) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            for (Laid laid : traps) if (laid.trap().awaitSprung(Duration.ZERO)) return Optional.of(laid);
            Thread.sleep(BETWEEN_LOOKS);
            if (look % HUNGRY_EVERY == HUNGRY_EVERY - 1) hungry.run();
        }
        return Optional.empty();
    }

    /** What is held then arrives late, or never. */
    private Victim strike(Laid laid, Moment moment) {
        // The request was passed on this instant: what comes of it takes some milliseconds.
        if (moment == Moment.AFTER_EFFECT) rest(LONGEST_EFFECT_MILLIS);
        laid.victim().kill();
        if (chance.nextBoolean()) laid.trap().reset();
        else rest(LONGEST_LATENESS_MILLIS);
        return laid.victim();
    }

    private void rest(int mostMillis) {
        try {
            Thread.sleep(chance.nextInt(mostMillis));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Victim> victim(TellingMoment moment, String from, String to) {
        String name = moment.dies() == TellingMoment.Dies.CALLER ? from : to;
        if (name.equals(LocalPostgres.PROCESS)) return Optional.of(new Victim.Database(bed));
        return bed.cluster().services().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .map(Victim.Replica::new);
    }

    private static boolean isSpared(Victim victim, Optional<ServiceProcess> spared) {
        return spared.map(ServiceProcess::name).filter(victim.name()::equals).isPresent();
    }

    private List<String> names(String word) {
        for (ServiceName service : ServiceName.values()) {
            if (service.word().equals(word)) {
                return bed.cluster().replicas(service).stream()
                        .map(ServiceProcess::name)
                        .toList();
            }
        }
        return List.of(word);
    }
}
