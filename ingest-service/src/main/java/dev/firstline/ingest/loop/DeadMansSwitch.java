package dev.firstline.ingest.loop;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.OwnEvent;
import dev.firstline.ingest.domain.SwitchRound;
import dev.firstline.ingest.store.OwnEvents;
import dev.firstline.ingest.store.SwitchStore;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * The timer of kind "dead-mans-switch": calls an address outside as long as events flow all the way. What proves it is an event of our
 * own, accepted and handed over as all others, which triage has folded; and that no other batch has waited for too long.
 */
@Singleton
public class DeadMansSwitch implements DueWorkHandler {

    static final String KIND = "dead-mans-switch";

    private static final Logger LOG = Logger.getLogger(DeadMansSwitch.class);
    private static final String KEY = "ping";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** After a round that went wrong the next one comes sooner. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final OwnEvents events;
    private final SwitchStore rounds;
    private final DueWorkStore dueWork;
    private final Transactions transactions;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final IngestConfig.DeadMansSwitch config;
    private final Ping ping;

    @Inject
    public DeadMansSwitch(
            OwnEvents events,
            SwitchStore rounds,
            DueWorkStore dueWork,
            Transactions transactions,
            InstantSource clock,
            MeterRegistry meters,
            IngestConfig config) {
        this(events, rounds, dueWork, transactions, clock, meters, config.deadMansSwitch());
    }

    DeadMansSwitch(
            OwnEvents events,
            SwitchStore rounds,
            DueWorkStore dueWork,
            Transactions transactions,
            InstantSource clock,
            MeterRegistry meters,
            IngestConfig.DeadMansSwitch config) {
        this.events = events;
        this.rounds = rounds;
        this.dueWork = dueWork;
        this.transactions = transactions;
        this.clock = clock;
        this.meters = meters;
        this.config = config;
        this.ping = new Ping(config.timeout());
    }

    void start(@Observes @Priority(220) StartupEvent event) {
        if (config.url().isEmpty()) return;
        meters.gauge("firstline.ingest.ping.age", this, DeadMansSwitch::secondsSincePing);
        transactions.run(tx -> dueWork.arm(tx, KIND, KEY, clock.instant()));
    }

    /** Not a number before the first one. */
    private double secondsSincePing() {
        return rounds.last()
                .flatMap(SwitchRound::pinged)
                .map(pinged -> Duration.between(pinged, clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Duration lease() {
        return config.patience().plus(config.timeout()).plusSeconds(5);
    }

    @Override
    public Result handle(DueWork work) {
        Instant began = clock.instant();
        // A replica whose configuration names an address may need the timer.
        if (config.url().isEmpty()) return new Result.Again(began.plus(config.interval()));
        Optional<String> stuck = whyNothingFlows(began.plus(config.patience()));
        Optional<String> problem = stuck.or(() -> ping.send(config.url().get()));
        String result = problem.isEmpty() ? "sent" : stuck.isEmpty() ? "failed" : "no_flow";
        meters.counter("firstline.ingest.pings", "result", result).increment();
        tell(problem.orElse(""));
        if (problem.isEmpty()) return new Result.Again(began.plus(config.interval()));
        Duration wait = config.interval().compareTo(SOON) < 0 ? config.interval() : SOON;
        return new Result.Again(clock.instant().plus(wait));
    }

    private Optional<String> whyNothingFlows(Instant end) {
        UUID batch =
                transactions.call(tx -> events.accept(tx, OwnEvent.SOURCE, List.of(OwnEvent.flow()), clock.instant())
                        .getFirst());
        while (true) {
            SwitchStore.Way way = transactions.single(tx -> rounds.way(tx, batch));
            if (way == SwitchStore.Way.REFUSED) return Optional.of("triage refuses what it is handed");
            if (way == SwitchStore.Way.FOLDED) break;
            if (!clock.instant().isBefore(end)) {
                return Optional.of("triage has not folded an event within " + config.patience());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        Instant tooOld = clock.instant().minus(config.patience());
        return transactions
                .single(rounds::oldestWaiting)
                .filter(oldest -> oldest.isBefore(tooOld))
                .map(oldest -> "events have been waiting for triage since " + oldest);
    }

    /** Keeps how it went, and logs it where that differs from the last time. */
    private void tell(String problem) {
        String before = rounds.last().map(SwitchRound::problem).orElse("");
        if (before.isEmpty() && !problem.isEmpty()) LOG.warnf("the dead man's switch is not pinged: %s", problem);
        if (!before.isEmpty() && problem.isEmpty()) LOG.info("the dead man's switch is pinged again");
        transactions.run(tx -> {
            rounds.save(tx, clock.instant(), problem);
            rounds.refresh(tx);
        });
    }
}
