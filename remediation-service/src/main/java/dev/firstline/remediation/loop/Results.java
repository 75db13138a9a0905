package dev.firstline.remediation.loop;

import dev.firstline.platform.configuration.Durations;
import dev.firstline.remediation.config.ExecutionConfig;
import dev.firstline.remediation.domain.Action.Called;
import dev.firstline.remediation.domain.Action.Settled;
import dev.firstline.remediation.domain.Certainty;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.IntentState;
import dev.firstline.remediation.domain.Next;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.Ruling;
import dev.firstline.remediation.domain.Run;
import dev.firstline.remediation.domain.StepState;
import dev.firstline.remediation.domain.Verdict;
import dev.firstline.remediation.store.AttemptStore;
import dev.firstline.remediation.store.Change;
import dev.firstline.remediation.store.IntentStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Writes what came of guards, calls and questions, and what follows from it. */
@Singleton
public class Results {

    private static final Logger LOG = Logger.getLogger(Results.class);

    private final IntentStore intents;
    private final Endings endings;
    private final ExecutionConfig config;
    private final InstantSource clock;
    private final MeterRegistry meters;

    public Results(
            IntentStore intents, Endings endings, ExecutionConfig config, InstantSource clock, MeterRegistry meters) {
        this.intents = intents;
        this.endings = endings;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Writes what follows from the guards' answers, in the transaction that stores them. */
    void ruled(Run run, Next.Attempt next, AttemptStore.Attempted came, Change change) {
        int position = next.step().position();
        Plan plan = next.plan();
        switch (came.ruling()) {
            case Ruling.Act act -> {
                String intent = came.intent().orElseThrow().id().toString();
                change.stepRuns(position, "acting, intent " + intent);
                change.tell("action.started", "Acting: " + plan.inWords() + "\nIntent " + intent);
            }
            case Ruling.AskPerson ask -> {
                Instant until = change.now().plus(config.approvalExpiry());
                change.waits(until, "a plan waits for a person's yes until " + until);
                change.tell(
                        "approval.wanted",
                        "Waits for a yes until " + until + ": " + plan.inWords() + "\nUndo: " + plan.undo()
                                + "\nTo approve: ./firstline approve " + run.id() + "\nTo reject: ./firstline reject "
                                + run.id());
            }
            case Ruling.WouldAct would -> {
                change.stepEnds(position, StepState.SKIPPED, Outcome.NONE, would.reason());
                change.tell("action.observed", "Would do: " + plan.inWords() + "\nNot done: " + would.reason());
                change.finish(
                        Verdict.INCONCLUSIVE, would.reason(), run.runbook().guards());
            }
            case Ruling.Stop stop -> {
                change.stepEnds(position, StepState.SKIPPED, Outcome.NONE, stop.reason());
                change.tell("action.stopped", "Not done: " + plan.inWords() + "\n" + stop.reason());
                change.finish(
                        Verdict.NEEDS_ATTENTION, stop.reason(), run.runbook().guards());
            }
            case Ruling.Unwanted unwanted -> {
                if (run.hasActed()) {
                    change.finish(
                            Verdict.INCONCLUSIVE,
                            unwanted.reason(),
                            run.runbook().guards());
                } else {
                    change.cancel(unwanted.reason());
                }
            }
        }
    }

    /** Counts the guards' refusals that are written. */
    void count(AttemptStore.Attempted came) {
        came.answers().stream()
                .filter(answer -> !answer.passed())
                .map(GuardAnswer::guard)
                .forEach(guard -> meters.counter("firstline.remediation.guard.refusals", "guard", guard)
                        .increment());
    }

    /** The process that wrote the intent has called nobody. */
    Progress notCalled(Run run, Intent intent, String why) {
        intents.become(
                run,
                intent,
                IntentState.NOT_DONE,
                "not called",
                change -> change.tell("action.not-done", "Nothing was sent: " + why + ". All guards are asked again"));
        return Progress.go();
    }

    Progress called(Run run, Plan plan, Intent intent, Called called) {
        return switch (called) {
            case Called.Started started -> started(run, intent, started.handle(), "action.done", started.text());
            case Called.Overtaken overtaken -> notDone(run, intent, "action.overtaken", overtaken.reason());
            case Called.Refused refused -> failed(run, intent, refused.reason());
            case Called.Lost lost -> {
                LOG.warnf("intent %s on %s has no answer: %s", intent.id(), plan.target(), lost.reason());
                // This process's call is over; whether it has arrived is asked next, by whoever comes first.
                intents.yield(intent, clock.instant());
                yield Progress.go();
            }
        };
    }

    Progress settled(Run run, Intent intent, Settled settled) {
        return switch (settled) {
            case Settled.Started started ->
                started(
                        run,
                        intent,
                        started.handle(),
                        "action.settled",
                        "Nobody had seen the answer, so the target was asked: " + started.text());
            case Settled.NotDone notDone ->
                notDone(
                        run,
                        intent,
                        "action.not-done",
                        "Nobody had seen the answer, so the target was asked: " + notDone.text());
            case Settled.Unknown unknown -> unknown(run, intent, unknown.text());
            case Settled.Later later -> Progress.go();
        };
    }

    private Progress started(Run run, Intent intent, String handle, String kind, String text) {
        intents.become(run, intent, IntentState.STARTED, handle, change -> {
            change.stepRuns(intent.position(), text);
            change.tell(kind, Change.FIRSTLINE, text, Certainty.CONFIRMED);
        });
        return Progress.go();
    }

    private Progress notDone(Run run, Intent intent, String kind, String text) {
        intents.become(
                run,
                intent,
                IntentState.NOT_DONE,
                text,
                change -> change.tell(kind, text + "\nAll guards are asked again before another attempt"));
        return Progress.go();
    }

    Progress succeeded(Run run, Next.Watch watch, String text) {
        boolean written = intents.become(run, watch.intent(), IntentState.SUCCEEDED, text, change -> {
            change.stepEnds(watch.intent().position(), StepState.DONE, Outcome.SUCCEEDED, text);
            change.tell("action.succeeded", Change.FIRSTLINE, text, Certainty.CONFIRMED);
        });
        if (written) countAction(watch.plan().action(), Outcome.SUCCEEDED);
        return Progress.go();
    }

    Progress failed(Run run, Intent intent, String text) {
        return ended(run, intent, IntentState.FAILED, Outcome.FAILED, "action.failed", "The action failed: " + text);
    }

    Progress unknown(Run run, Intent intent, String text) {
        return ended(
                run,
                intent,
                IntentState.UNKNOWN,
                Outcome.UNKNOWN,
                "action.unknown",
                "Nobody knows whether or how the action ended: " + text + "\nIt is not repeated, and " + intent.target()
                        + " is blocked for "
                        + Durations.inWords(run.runbook().guards().block()) + ": a person has to look");
    }

    private Progress ended(Run run, Intent intent, IntentState state, Outcome outcome, String kind, String text) {
        boolean written = intents.become(run, intent, state, text, change -> {
            change.stepEnds(intent.position(), StepState.FAILED, outcome, text);
            change.tell(kind, text);
            change.finish(Verdict.NEEDS_ATTENTION, text, run.runbook().guards());
        });
        if (!written) return Progress.go();
        run.plan().ifPresent(plan -> countAction(plan.action(), outcome));
        return endings.finished(run, Verdict.NEEDS_ATTENTION, text);
    }

    private void countAction(String action, Outcome outcome) {
        meters.counter("firstline.remediation.actions", "action", action, "outcome", outcome.name())
                .increment();
    }
}
