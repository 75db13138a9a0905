package dev.firstline.e2e.delivery;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.cli.local.ServiceProcess.Launch;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.WallClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One service's wall clock, which runs ahead.
 *
 * @param service whose
 * @param environment what its processes are started with
 */
record WrongClock(ServiceName service, Map<String, String> environment) {

    static final Duration AHEAD = Duration.ofSeconds(90);

    /** Less than that would not outlast what a run waits for. */
    static final Duration LEAST = Duration.ofSeconds(80);

    /**
     * How far a service's clock was found to be ahead.
     *
     * @param service whose
     * @param by of the processes' own time, the least
     */
    record Seen(String service, Duration by) {
        boolean isEnough() {
            return by.compareTo(LEAST) >= 0;
        }
    }

    /** One that chance picks; none where this machine can't do that. */
    static Optional<WrongClock> of(Random chance) {
        ServiceName[] names = ServiceName.values();
        return WallClock.ahead((int) AHEAD.toSeconds())
                .map(environment -> new WrongClock(names[chance.nextInt(names.length)], environment));
    }

    Launch set(Launch launch) {
        return launch.service() == service ? launch.withEnvironment(environment) : launch;
    }

    /** By the processes' own words. */
    Seen look(TestBed bed) {
        return new Seen(
                service.word(),
                bed.cluster().replicas(service).stream()
                        .map(ServiceProcess::logFile)
                        .map(WallClock::aheadBy)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }
}
