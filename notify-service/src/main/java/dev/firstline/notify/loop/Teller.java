package dev.firstline.notify.loop;

import dev.firstline.notify.config.NotifyConfig;
import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.Result;
import dev.firstline.platform.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Brings a destination to an incident's last state, step by step. Any number of processes may try at once. */
@Singleton
class Teller {

    private static final Logger LOG = Logger.getLogger(Teller.class);

    /** A turn that comes this soon is waited for here: the next look at the table may be a second late for it. */
    private static final Duration SOON = Duration.ofMillis(1500);

    private final Transactions transactions;
    private final Planner planner;
    private final Recorder recorder;
    private final Places places;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Duration longest;

    Teller(
            Transactions transactions,
            Planner planner,
            Recorder recorder,
            Places places,
            InstantSource clock,
            MeterRegistry meters,
            NotifyConfig config) {
        this.transactions = transactions;
        this.planner = planner;
        this.recorder = recorder;
        this.places = places;
        this.clock = clock;
        this.meters = meters;
        this.longest = config.lease();
    }

    /** Tells until nothing is left to tell, or something has to be waited for. */
    Result tell(ConversationKey key) {
        long startedNanos = System.nanoTime();
        while (System.nanoTime() - startedNanos < longest.toNanos()) {
            Optional<Result> result;
            Plan plan;
            Optional<Places.Place> place = places.take(key);
            if (place.isEmpty()) return new Result.Again(clock.instant().plus(aSecondOrTwo()));
            try (Places.Place taken = place.get()) {
                long askedNanos = System.nanoTime();
                plan = transactions.call(tx -> planner.plan(tx, key, askedNanos));
                result = plan instanceof Plan.Go go ? done(go) : Optional.empty();
            }
            if (result.isPresent()) return result.get();
            if (plan instanceof Plan.Idle) return Result.done();
            if (plan instanceof Plan.Wait wait && !waited(wait.at())) return new Result.Again(early(wait.at()));
        }
        return new Result.Again(clock.instant());
    }

    private Optional<Result> done(Plan.Go go) {
        Outcome outcome = Traces.span("firstline.notify.deliver", span -> {
            span.setAttribute("firstline.channel", go.channel().name());
            span.setAttribute("firstline.operation", go.operation().name());
            span.setAttribute(
                    "firstline.incident.id", go.conversation().incident().id().toString());
            span.setAttribute("firstline.delivery.id", go.attempt().deliveryId().toString());
            Outcome of = go.attempt().outlastsCall()
                    ? go.channel().send(go.conversation(), go.operation(), go.attempt())
                    : new Outcome.Postponed(Duration.ZERO, "the lease would not have outlasted the call", false);
            span.setAttribute("firstline.outcome", word(of));
            return of;
        });
        note(go, outcome);
        return transactions.call(tx -> recorder.record(tx, go, outcome));
    }

    private void note(Plan.Go go, Outcome outcome) {
        meters.counter(
                        "firstline.notify.deliveries",
                        "channel",
                        go.channel().name(),
                        "operation",
                        go.operation().name(),
                        "outcome",
                        word(outcome))
                .increment();
        String reason =
                switch (outcome) {
                    case Outcome.Postponed postponed -> postponed.reason();
                    case Outcome.Refused refused -> refused.reason();
                    case Outcome.Unseen unseen -> unseen.reason();
                    case Outcome.Blind blind -> blind.reason();
                    case Outcome.Sent sent -> null;
                    case Outcome.Looked looked -> null;
                };
        if (reason == null) return;
        LOG.logf(
                outcome instanceof Outcome.Refused || outcome instanceof Outcome.Blind
                        ? Logger.Level.WARN
                        : Logger.Level.INFO,
                "incident %s, %s %s, %s: %s, %s",
                go.conversation().incident().id(),
                go.channel().name(),
                go.conversation().key().destination(),
                go.operation().name(),
                word(outcome),
                reason);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent sent -> "sent";
            case Outcome.Looked looked -> "looked";
            case Outcome.Postponed postponed -> postponed.everybody() ? "rate_limited" : "retry";
            case Outcome.Refused refused -> "refused";
            case Outcome.Unseen unseen -> "unseen";
            case Outcome.Blind blind -> "blind";
        };
    }

    /** Waits for what comes soon; false where it doesn't. */
    private boolean waited(Instant at) {
        Duration wait = Duration.between(clock.instant(), at);
        if (wait.compareTo(SOON) > 0 || Thread.currentThread().isInterrupted()) return false;
        if (wait.isPositive()) LockSupport.parkNanos(wait.toNanos());
        return true;
    }

    /** A little before its turn, so that whoever takes it from the table is there in time. */
    private Instant early(Instant at) {
        Instant early = at.minus(SOON);
        Instant now = clock.instant();
        return early.isAfter(now) ? early : now;
    }

    private static Duration aSecondOrTwo() {
        return Duration.ofMillis(1000 + RandomGenerator.getDefault().nextLong(1000));
    }
}
