package dev.firstline.remediation.domain;

import java.time.Instant;

/** What follows from how an execution stands: no clock, no I/O, the same answer for the same question. */
public final class Decisions {

    private Decisions() {}

    /** Says what is to be done next. */
    public static Next decide(Run run, Limits limits, Instant now) {
        if (run.state().isOver()) return new Next.Nothing();
        if (run.intentUnderWay().isPresent())
            return ofIntent(run, run.intentUnderWay().get(), limits, now);
        if (!run.wanted() && !run.hasActed()) return new Next.Cancel(run.unwantedReason());
        if (run.state() == ExecutionState.WAITING_FOR_APPROVAL) return ofWaiting(run, now);
        if (run.current().isEmpty()) return end(run);
        StepRun step = run.current().get();
        return now.isAfter(run.deadline()) ? late(run, step) : ofStep(run, step, limits);
    }

    private static Next ofIntent(Run run, Intent intent, Limits limits, Instant now) {
        Plan plan = run.plan().orElseThrow();
        if (intent.state() == IntentState.STARTED) return new Next.Watch(intent, plan, now.isAfter(run.deadline()));
        // Whoever holds the lease may be about to call, or to write what came of it.
        if (now.isBefore(intent.leasedUntil())) return new Next.Wait(intent.leasedUntil());
        return new Next.Settle(intent, plan, now.isAfter(intent.createdTime().plus(limits.settlePatience())));
    }

    private static Next ofWaiting(Run run, Instant now) {
        Instant expires = run.planExpires().orElseThrow();
        return now.isBefore(expires)
                ? new Next.Wait(expires)
                : new Next.Expire(run.current().orElseThrow());
    }

    private static Next late(Run run, StepRun step) {
        if (run.hasActed() && run.runbook().steps().get(step.position()) instanceof Step.Verify verify) {
            return new Next.Verify(step, verify, true);
        }
        return new Next.Finish(
                run.hasActed() ? Verdict.NEEDS_ATTENTION : Verdict.INCONCLUSIVE, "its runbook's deadline has passed");
    }

    private static Next end(Run run) {
        boolean verified =
                run.steps().stream().anyMatch(step -> step.kind().equals("verify") && step.state() == StepState.DONE);
        return verified
                ? new Next.Finish(Verdict.RECOVERED, "it works again, measured after the first aid")
                : new Next.Finish(Verdict.INCONCLUSIVE, "all steps are done, and none of them verifies a recovery");
    }

    private static Next ofStep(Run run, StepRun step, Limits limits) {
        return switch (run.runbook().steps().get(step.position())) {
            case Step.Query query -> new Next.Ask(step, query);
            case Step.Conclude conclude -> conclude(run, step, conclude);
            case Step.Act act -> act(run, step, act, limits);
            case Step.Verify verify -> new Next.Verify(step, verify, false);
        };
    }

    private static Next conclude(Run run, StepRun step, Step.Conclude conclude) {
        return switch (conclude.when().ask(run.variables())) {
            case Condition.Answer.CannotSay cannot ->
                new Next.FailStep(step, "'" + conclude.when().text() + "' can't be said: " + cannot.reason());
            case Condition.Answer.Is is
            when is.holds() ->
                new Next.Conclude(
                        step,
                        conclude.verdict(),
                        conclude.say().render(run.placeholders()).text());
            case Condition.Answer.Is isNot ->
                new Next.Pass(step, "does not hold: " + conclude.when().text());
        };
    }

    private static Next act(Run run, StepRun step, Step.Act act, Limits limits) {
        if (step.state() == StepState.PENDING) return new Next.MakePlan(step, act);
        if (run.intentsOf(step.position()) >= limits.intents()) {
            return new Next.FailStep(
                    step, "the target let none of " + limits.intents() + " attempts through; nothing was done");
        }
        return new Next.Attempt(step, act, run.plan().orElseThrow());
    }
}
