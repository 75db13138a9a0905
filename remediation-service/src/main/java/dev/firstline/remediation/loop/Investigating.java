package dev.firstline.remediation.loop;

import dev.firstline.platform.configuration.Durations;
import dev.firstline.remediation.config.ExecutionConfig;
import dev.firstline.remediation.domain.Certainty;
import dev.firstline.remediation.domain.Connector.Measured;
import dev.firstline.remediation.domain.Next;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Run;
import dev.firstline.remediation.domain.StepRun;
import dev.firstline.remediation.domain.StepState;
import dev.firstline.remediation.domain.Verdict;
import dev.firstline.remediation.domain.Verification;
import dev.firstline.remediation.step.Connectors;
import dev.firstline.remediation.store.Change;
import dev.firstline.remediation.store.ExecutionStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** The steps that only look, and how an execution ends. Doing one of them twice does no harm. */
@Singleton
public class Investigating {

    private final ExecutionStore executions;
    private final Connectors connectors;
    private final ExecutionConfig config;
    private final InstantSource clock;
    private final Endings endings;

    public Investigating(
            ExecutionStore executions,
            Connectors connectors,
            ExecutionConfig config,
            InstantSource clock,
            Endings endings) {
        this.executions = executions;
        this.connectors = connectors;
        this.config = config;
        this.clock = clock;
        this.endings = endings;
    }

    Progress ask(Run run, Next.Ask ask) {
        StepRun step = ask.step();
        return switch (connectors.ask(ask.query().measurement(), run.placeholders())) {
            case Measured.Rows rows ->
                write(run, change -> {
                    change.result(step.position(), rows.result());
                    change.stepEnds(
                            step.position(),
                            StepState.DONE,
                            Outcome.NONE,
                            rows.result().inWords());
                    change.tell(
                            "step.queried",
                            Change.FIRSTLINE,
                            step.id() + ": " + rows.result().inWords(),
                            Certainty.CONFIRMED);
                });
            case Measured.Refused refused -> failStep(run, new Next.FailStep(step, refused.reason()));
            case Measured.Away away -> later(run, step, away.reason(), config.verifyInterval());
        };
    }

    Progress pass(Run run, Next.Pass pass) {
        return write(
                run, change -> change.stepEnds(pass.step().position(), StepState.DONE, Outcome.NONE, pass.summary()));
    }

    Progress conclude(Run run, Next.Conclude conclude) {
        return endings.finish(run, conclude.verdict(), conclude.text(), change -> {
            change.stepEnds(conclude.step().position(), StepState.DONE, Outcome.NONE, conclude.text());
            change.tell("step.concluded", Change.FIRSTLINE, conclude.text(), Certainty.CONFIRMED);
        });
    }

    Progress failStep(Run run, Next.FailStep fail) {
        Verdict verdict = fail.step().kind().equals("action") ? Verdict.NEEDS_ATTENTION : Verdict.INCONCLUSIVE;
        Outcome outcome = fail.step().kind().equals("action") ? Outcome.FAILED : Outcome.NONE;
        String text = "Step " + fail.step().id() + " could not be done: " + fail.reason();
        return endings.finish(run, verdict, text, change -> {
            change.stepEnds(fail.step().position(), StepState.FAILED, outcome, fail.reason());
            change.tell("step.failed", text);
        });
    }

    Progress verify(Run run, Next.Verify next) {
        StepRun step = next.step();
        Measured measured = connectors.ask(next.verify().measurement(), run.placeholders());
        if (measured instanceof Measured.Refused refused) {
            return failStep(run, new Next.FailStep(step, refused.reason()));
        }
        Optional<Boolean> seen = measured instanceof Measured.Rows rows
                ? Optional.of(!rows.result().rows().isEmpty())
                : Optional.empty();
        String summary =
                measured instanceof Measured.Rows rows ? rows.result().inWords() : ((Measured.Away) measured).reason();
        Instant now = clock.instant();
        Instant started = step.startedTime().orElse(now);
        return switch (Verification.judge(next.verify(), seen, step.holdsSince(), started, now)) {
            case Verification.Passed passed ->
                write(run, change -> {
                    change.stepEnds(step.position(), StepState.DONE, Outcome.NONE, summary);
                    change.tell("verify.passed", Change.FIRSTLINE, "It works again: " + summary, Certainty.CONFIRMED);
                });
            case Verification.TooLate late -> notRecovered(run, next, seen, summary);
            case Verification.Holds holds ->
                next.last()
                        ? notRecovered(run, next, seen, summary)
                        : goOn(run, step, summary, Optional.of(holds.since()), now);
            case Verification.DoesNotHold not ->
                next.last() ? notRecovered(run, next, seen, summary) : goOn(run, step, summary, Optional.empty(), now);
        };
    }

    private Progress notRecovered(Run run, Next.Verify next, Optional<Boolean> seen, String summary) {
        String by = next.last()
                ? " by the deadline of " + Durations.inWords(run.runbook().deadline())
                : " within " + Durations.inWords(next.verify().within());
        String text = seen.map(works -> works
                                ? "It has not worked for "
                                        + Durations.inWords(next.verify().holds()) + " without a break"
                                : "It does not work again")
                        .orElse("Nobody could measure whether it works again")
                + by + ": " + summary;
        boolean certain = seen.isPresent();
        return endings.finish(run, Verdict.NEEDS_ATTENTION, text, change -> {
            change.stepEnds(next.step().position(), StepState.FAILED, Outcome.NONE, summary);
            change.tell("verify.failed", Change.FIRSTLINE, text, certain ? Certainty.CONFIRMED : Certainty.FACT);
        });
    }

    private Progress goOn(Run run, StepRun step, String summary, Optional<Instant> since, Instant now) {
        boolean news = step.state() == StepState.PENDING || !since.equals(step.holdsSince());
        if (news) {
            executions.change(run, change -> {
                change.stepRuns(step.position(), summary);
                change.holdsSince(step.position(), since);
            });
        }
        return new Progress.Wait(now.plus(config.verifyInterval()));
    }

    Progress finish(Run run, Next.Finish finish) {
        return endings.finish(run, finish.verdict(), finish.reason(), change -> {});
    }

    Progress cancel(Run run, String reason) {
        return endings.cancel(run, reason);
    }

    /** Says in the step why it takes its time, once, and waits. */
    Progress later(Run run, StepRun step, String reason, Duration wait) {
        if (!step.summary().equals(reason)) {
            executions.change(run, change -> change.stepNote(step.position(), reason));
        }
        return new Progress.Wait(clock.instant().plus(wait));
    }

    private Progress write(Run run, Consumer<Change> what) {
        executions.change(run, what);
        return Progress.go();
    }
}
