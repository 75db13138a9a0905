package dev.firstline.e2e.delivery.chaos;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Ways;
import dev.firstline.e2e.delivery.ground.Waits;
import dev.firstline.e2e.delivery.load.Pace;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Kills and pauses, one after the other; while one is paused, another may be killed. */
public final class Chaos {

    private static final int LONGEST_REST_MILLIS = 1500;

    /** The last part of every script is kept for after the last blow. */
    private static final double MOST_DURING_CHAOS = 0.97;

    /** How much more of the scripts is sent while a moment doesn't come. */
    private static final double MORE = 0.004;

    /** How many moments are waited for before a kill gives up to be telling. */
    private static final int MOST_MOMENTS = 10;

    private final TestBed bed;
    private final Pace pace;
    private final Random chance;
    private final Consumer<String> tell;
    private final InstantSource clock;
    private final Ambush ambush;
    private final Tally tally = new Tally();
    private final Deque<TellingMoment> moments = new ArrayDeque<>();
    private Optional<Pause> paused = Optional.empty();
    private double allowed;

    /** Chaos on a bed and the ways between its processes, for senders that keep its pace. */
    public Chaos(TestBed bed, Ways ways, Pace pace, Random chance, InstantSource clock, Consumer<String> tell) {
        this.bed = bed;
        this.pace = pace;
        this.chance = chance;
        this.clock = clock;
        this.tell = tell;
        this.ambush = new Ambush(bed, ways, chance);
    }

    /** What has gone wrong. */
    public Tally tally() {
        return tally;
    }

    /** Does all of it; at the end every process is well, and the senders may finish. */
    public void run(int kills, int pauses) throws InterruptedException {
        List<Blow> blows = Blow.order(kills, pauses, chance);
        for (int done = 0; done < blows.size(); done++) {
            allow((done + 1.0) / (blows.size() + 1));
            rest();
            switch (blows.get(done)) {
                case Blow.Kill(ServiceName service) -> kill(oneOf(bed.cluster().replicas(service)));
                case Blow.DatabaseKill database -> kill(new Victim.Database(bed));
                case Blow.TellingKill telling -> tellingKill();
                case Blow.Pause still -> pause();
            }
        }
        endPause();
        pace.allow(1);
    }

    private void allow(double share) {
        allowed = Math.max(allowed, Math.min(share, MOST_DURING_CHAOS));
        pace.allow(allowed);
    }

    private void rest() throws InterruptedException {
        Thread.sleep(chance.nextInt(LONGEST_REST_MILLIS));
    }

    /** One of them that is not paused. */
    private Victim oneOf(List<ServiceProcess> replicas) {
        List<ServiceProcess> awake = new ArrayList<>(replicas);
        paused.ifPresent(pause -> awake.remove(pause.process()));
        return new Victim.Replica(awake.get(chance.nextInt(awake.size())));
    }

    private void kill(Victim victim) throws InterruptedException {
        tell.accept("kill " + victim.name());
        victim.kill();
        tally.killed(victim.name());
        revive(victim);
    }

    private void tellingKill() throws InterruptedException {
        for (int tried = 0; tried < MOST_MOMENTS; tried++) {
            TellingMoment moment = nextMoment();
            Optional<Victim> victim = ambush.lay(moment, paused.map(Pause::process), () -> allow(allowed + MORE));
            if (victim.isEmpty()) {
                tell.accept("nobody came to: " + moment.name());
                continue;
            }
            tell.accept("kill " + victim.get().name() + ": " + moment.name());
            tally.tellingKill(victim.get().name(), moment.name());
            revive(victim.get());
            return;
        }
        kill(oneOf(bed.cluster().services()));
    }

    /** Every moment has its turn before one has its second. */
    private TellingMoment nextMoment() {
        if (moments.isEmpty()) {
            List<TellingMoment> all = new ArrayList<>(TellingMoments.at(clock.instant()));
            Collections.shuffle(all, chance);
            moments.addAll(all);
        }
        return moments.removeFirst();
    }

    private void revive(Victim victim) throws InterruptedException {
        rest();
        victim.revive();
        paused.filter(Pause::isOver).ifPresent(over -> paused = Optional.empty());
    }

    private void pause() throws InterruptedException {
        endPause();
        List<ServiceName> names = List.of(ServiceName.values());
        List<ServiceProcess> replicas = bed.cluster().replicas(names.get(chance.nextInt(names.size())));
        ServiceProcess process = replicas.get(chance.nextInt(replicas.size()));
        tell.accept("pause " + process.name() + " for " + Waits.PAUSE.toSeconds() + " s");
        paused = Optional.of(Pause.begin(process, Waits.PAUSE));
        tally.paused(process.name());
    }

    private void endPause() throws InterruptedException {
        if (paused.isPresent()) paused.get().awaitEnd();
        paused = Optional.empty();
    }
}
