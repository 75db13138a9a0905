package dev.firstline.remediation.domain;

import java.time.Instant;

/** What is to be done next about an execution. */
public sealed interface Next {

    /** Nothing any more. */
    record Nothing() implements Next {}

    /** Nothing before a time, or before somebody changes something. */
    record Wait(Instant until) implements Next {}

    /** Stop it: it isn't wanted any more, and nothing was touched. */
    record Cancel(String reason) implements Next {}

    /** End it. */
    record Finish(Verdict verdict, String reason) implements Next {}

    /** End it, since a step could not be done. */
    record FailStep(StepRun step, String reason) implements Next {}

    /** The plan was not approved in time. */
    record Expire(StepRun step) implements Next {}

    /** Measure. */
    record Ask(StepRun step, Step.Query query) implements Next {}

    /** A conclusion does not hold: go on. */
    record Pass(StepRun step, String summary) implements Next {}

    /** A conclusion holds: end it. */
    record Conclude(StepRun step, Verdict verdict, String text) implements Next {}

    /** Find out what exactly would be done. */
    record MakePlan(StepRun step, Step.Act act) implements Next {}

    /** Ask all guards, and act where they let it pass. */
    record Attempt(StepRun step, Step.Act act, Plan plan) implements Next {}

    /** Close an intent: nobody has called the target. */
    record Uncalled(Intent intent) implements Next {}

    /**
     * Find out what became of an intent that nobody has an answer to.
     *
     * @param last whether nobody asks again after this: what can't be found out now is unknown
     */
    record Settle(Intent intent, Plan plan, boolean last) implements Next {}

    /**
     * See how far the target has come.
     *
     * @param last whether nobody looks again after this: what isn't through now is unknown
     */
    record Watch(Intent intent, Plan plan, boolean last) implements Next {}

    /**
     * See whether it works again.
     *
     * @param last whether nobody measures again after this, since the execution's deadline has passed
     */
    record Verify(StepRun step, Step.Verify verify, boolean last) implements Next {}
}
