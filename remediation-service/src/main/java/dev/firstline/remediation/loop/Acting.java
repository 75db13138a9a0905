package dev.firstline.remediation.loop;

import dev.firstline.platform.configuration.Durations;
import dev.firstline.platform.database.Ids;
import dev.firstline.remediation.config.ExecutionConfig;
import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.Action.Planned;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.Connector.Measured;
import dev.firstline.remediation.domain.GuardFacts.Precheck;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Next;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.Ruling;
import dev.firstline.remediation.domain.Run;
import dev.firstline.remediation.domain.StepRun;
import dev.firstline.remediation.domain.StepState;
import dev.firstline.remediation.domain.Ticker;
import dev.firstline.remediation.domain.Verdict;
import dev.firstline.remediation.guard.Guards;
import dev.firstline.remediation.step.Connectors;
import dev.firstline.remediation.store.AttemptStore;
import dev.firstline.remediation.store.ExecutionStore;
import dev.firstline.remediation.store.IntentStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Plans, asks the guards, and acts at most once. The call is made by nobody but the process that has just committed the intent, in
 * one stretch with that commit; whoever finds an intent in the tables only ever asks.
 */
@Singleton
public class Acting {

    private final Actions actions;
    private final Connectors connectors;
    private final ExecutionStore executions;
    private final AttemptStore attempts;
    private final IntentStore intents;
    private final Results results;
    private final Investigating investigating;
    private final Endings endings;
    private final ExecutionConfig config;
    private final InstantSource clock;
    private final Ticker ticker;
    private final UncalledIntents uncalled = new UncalledIntents();

    public Acting(
            Actions actions,
            Connectors connectors,
            ExecutionStore executions,
            AttemptStore attempts,
            IntentStore intents,
            Results results,
            Investigating investigating,
            Endings endings,
            ExecutionConfig config,
            InstantSource clock,
            Ticker ticker) {
        this.actions = actions;
        this.connectors = connectors;
        this.executions = executions;
        this.attempts = attempts;
        this.intents = intents;
        this.results = results;
        this.investigating = investigating;
        this.endings = endings;
        this.config = config;
        this.clock = clock;
        this.ticker = ticker;
    }

    Progress makePlan(Run run, Next.MakePlan make) {
        StepRun step = make.step();
        return switch (plan(run, make.act().action())) {
            case Planned.Refused refused -> investigating.failStep(run, new Next.FailStep(step, refused.reason()));
            case Planned.Later later -> investigating.later(run, step, later.reason(), config.verifyInterval());
            case Planned.Ready ready -> {
                executions.change(run, change -> {
                    change.plan(ready.plan());
                    change.stepRuns(step.position(), ready.plan().inWords());
                    change.tell(
                            "action.planned",
                            "Plan " + ready.plan().hash().substring(0, 12) + ": "
                                    + ready.plan().inWords() + "\nUndo: "
                                    + ready.plan().undo());
                });
                yield Progress.go();
            }
        };
    }

    private Planned plan(Run run, ActionSpec spec) {
        return actions.of(spec.kind()).plan(spec, run.alert());
    }

    Progress attempt(Run run, Next.Attempt next) {
        StepRun step = next.step();
        return switch (plan(run, next.act().action())) {
            case Planned.Refused refused -> investigating.failStep(run, new Next.FailStep(step, refused.reason()));
            case Planned.Later later -> investigating.later(run, step, later.reason(), config.verifyInterval());
            case Planned.Ready ready ->
                ready.plan().hash().equals(next.plan().hash())
                        ? attempt(run, next, ready.fence())
                        : changed(run, step, ready.plan());
        };
    }

    private Progress changed(Run run, StepRun step, Plan now) {
        String text = "What would be acted upon has changed since the plan was made; it would now be " + now.inWords();
        return endings.finish(run, Verdict.NEEDS_ATTENTION, text, change -> {
            change.stepEnds(step.position(), StepState.SKIPPED, Outcome.NONE, text);
            change.tell("action.changed", text);
        });
    }

    private Progress attempt(Run run, Next.Attempt next, String fence) {
        Precheck precheck = precheck(run);
        var attempt = new AttemptStore.Attempt(run, next.step(), next.plan(), fence, precheck);
        // Counted from before the lease is asked for: whatever happens in between only shortens it.
        long askedNanos = ticker.nanos();
        Optional<AttemptStore.Attempted> attempted = askGuards(run, next, attempt);
        if (attempted.isEmpty()) return Progress.go();
        results.count(attempted.get());
        return switch (attempted.get().ruling()) {
            case Ruling.Act act ->
                call(run, next.plan(), attempted.get().intent().orElseThrow(), askedNanos);
            case Ruling.AskPerson ask -> Progress.go();
            case Ruling.WouldAct would -> endings.finished(run, Verdict.INCONCLUSIVE, would.reason());
            case Ruling.Stop stop -> endings.finished(run, Verdict.NEEDS_ATTENTION, stop.reason());
            case Ruling.Unwanted unwanted ->
                run.hasActed()
                        ? endings.finished(run, Verdict.INCONCLUSIVE, unwanted.reason())
                        : endings.cancelled(run, unwanted.reason());
        };
    }

    private Optional<AttemptStore.Attempted> askGuards(Run run, Next.Attempt next, AttemptStore.Attempt attempt) {
        UUID id = Ids.next(clock.instant());
        try {
            return attempts.attempt(id, attempt, Guards::ask, (change, came) -> results.ruled(run, next, came, change));
        } catch (RuntimeException failure) {
            uncalled.add(id);
            throw failure;
        }
    }

    /** The intent under way that this process knows to have called nobody. */
    Optional<Intent> uncalled(Run run) {
        return run.intentUnderWay().filter(uncalled::contains);
    }

    Progress close(Run run, Next.Uncalled next) {
        return results.notCalled(run, next.intent(), "the database failed before the call");
    }

    private Precheck precheck(Run run) {
        var wanted = run.runbook().guards().precheck();
        if (wanted.isEmpty()) return new Precheck.None();
        return switch (connectors.ask(wanted.get(), run.placeholders())) {
            case Measured.Rows rows -> new Precheck.Measured(rows.result());
            case Measured.Refused refused -> new Precheck.Unknown(refused.reason());
            case Measured.Away away -> new Precheck.Unknown(away.reason());
        };
    }

    private Progress call(Run run, Plan plan, Intent intent, long askedNanos) {
        Action action = actions.of(plan.action());
        Action.Budget budget = () ->
                config.targetLease().minus(config.leaseMargin()).minus(Duration.ofNanos(ticker.nanos() - askedNanos));
        Duration needed = action.deadline();
        if (budget.remaining().compareTo(needed) <= 0) {
            uncalled.add(intent.id());
            return results.notCalled(run, intent, "too little of the lease was left");
        }
        return results.called(run, plan, intent, action.call(plan, intent, budget));
    }

    Progress settle(Run run, Next.Settle settle) {
        Optional<Intent> taken = intents.takeOver(run, settle.intent());
        if (taken.isEmpty()) return Progress.go();
        Action action = actions.of(settle.plan().action());
        Action.Settled settled = action.settle(settle.plan(), taken.get());
        if (!(settled instanceof Action.Settled.Later later)) return results.settled(run, taken.get(), settled);
        if (settle.last()) {
            String text = "the target could not tell of it for " + Durations.inWords(config.settlePatience()) + ": "
                    + later.reason();
            return results.unknown(run, taken.get(), text);
        }
        intents.yield(taken.get(), clock.instant());
        return investigating.later(run, run.current().orElseThrow(), later.reason(), config.verifyInterval());
    }

    Progress watch(Run run, Next.Watch watch) {
        Action action = actions.of(watch.plan().action());
        return switch (action.watch(watch.plan(), watch.intent())) {
            case Action.Watched.Running running -> notThrough(run, watch, running.text());
            case Action.Watched.Later later -> notThrough(run, watch, later.reason());
            case Action.Watched.Succeeded succeeded -> results.succeeded(run, watch, succeeded.text());
            case Action.Watched.Failed failed -> results.failed(run, watch.intent(), failed.text());
        };
    }

    private Progress notThrough(Run run, Next.Watch watch, String seen) {
        if (watch.last()) {
            String text = "it was still under way at the execution's deadline of "
                    + Durations.inWords(run.runbook().deadline()) + ": " + seen;
            return results.unknown(run, watch.intent(), text);
        }
        return investigating.later(run, run.current().orElseThrow(), seen, config.watchInterval());
    }

    Progress expire(Run run, Next.Expire expire) {
        String text = "Nobody has said yes in time; the plan is void";
        return endings.finish(run, Verdict.NEEDS_ATTENTION, text, change -> {
            change.stepEnds(expire.step().position(), StepState.SKIPPED, Outcome.NONE, text);
            change.tell("approval.expired", text);
        });
    }
}
