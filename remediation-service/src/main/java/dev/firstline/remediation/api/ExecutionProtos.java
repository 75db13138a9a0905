package dev.firstline.remediation.api;

import com.google.protobuf.Timestamp;
import dev.firstline.proto.common.v1.Certainty;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.common.v1.Verdict;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ExecutionSnapshot;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.GuardAnswer;
import dev.firstline.proto.remediation.v1.Mode;
import dev.firstline.proto.remediation.v1.Outcome;
import dev.firstline.proto.remediation.v1.Plan;
import dev.firstline.proto.remediation.v1.Step;
import dev.firstline.proto.remediation.v1.StepState;
import dev.firstline.remediation.domain.Entry;
import dev.firstline.remediation.domain.ExecutionView;
import dev.firstline.remediation.domain.ExecutionView.StepView;
import dev.firstline.remediation.domain.StepRun;
import dev.firstline.remediation.store.ExecutionViews;
import java.time.Instant;

/** Writes executions in the contract's words. The words' endings are the same on both sides, which a test holds. */
public final class ExecutionProtos {

    private ExecutionProtos() {}

    /** An execution with the entries that triage has not yet confirmed. */
    public static ExecutionSnapshot snapshot(ExecutionViews.Snapshot snapshot) {
        ExecutionSnapshot.Builder proto = ExecutionSnapshot.newBuilder()
                .setExecution(execution(snapshot.execution()))
                .setLastSeq(snapshot.execution().lastSeq());
        snapshot.entries()
                .forEach(entry ->
                        proto.addEntries(entry(entry, snapshot.execution().alertId())));
        return proto.build();
    }

    /** An execution with its steps. */
    public static Execution execution(ExecutionView view) {
        Execution.Builder proto = Execution.newBuilder()
                .setId(view.id().toString())
                .setVersion(view.version())
                .setIncidentId(view.incidentId())
                .setAlertId(view.alertId())
                .setEpisodeId(view.episodeId())
                .setRunbook(view.runbook())
                .setRunbookHash(view.runbookHash())
                .setMode(mode(view.mode()))
                .setState(ExecutionState.valueOf("EXECUTION_STATE_" + view.state()))
                .setVerdict(verdict(view.verdict()))
                .setReason(view.reason())
                .setStartedTime(timestamp(view.startedTime()));
        view.steps().forEach(step -> proto.addSteps(step(step)));
        view.plan().ifPresent(plan -> proto.setPlan(plan(view, plan)));
        view.endedTime().ifPresent(time -> proto.setEndedTime(timestamp(time)));
        return proto.build();
    }

    private static Step step(StepView view) {
        StepRun step = view.step();
        Step.Builder proto = Step.newBuilder()
                .setId(step.id())
                .setKind(step.kind())
                .setState(StepState.valueOf("STEP_STATE_" + step.state()))
                .setSummary(step.summary())
                .setOutcome(outcome(step.outcome()));
        view.answers()
                .forEach(answer -> proto.addGuardAnswers(GuardAnswer.newBuilder()
                        .setGuard(answer.answer().guard())
                        .setPassed(answer.answer().passed())
                        .setReason(answer.answer().reason())
                        .setTime(timestamp(answer.time()))));
        step.startedTime().ifPresent(time -> proto.setStartedTime(timestamp(time)));
        step.endedTime().ifPresent(time -> proto.setEndedTime(timestamp(time)));
        return proto.build();
    }

    private static Plan plan(ExecutionView view, dev.firstline.remediation.domain.Plan plan) {
        Plan.Builder proto = Plan.newBuilder()
                .setHash(plan.hash())
                .setAction(plan.action())
                .setTarget(plan.target())
                .putAllParameters(plan.parameters())
                .setUndo(plan.undo());
        view.planExpires().ifPresent(time -> proto.setExpireTime(timestamp(time)));
        return proto.build();
    }

    private static TimelineEntry entry(Entry entry, String alertId) {
        return TimelineEntry.newBuilder()
                .setSeq(entry.seq())
                .setTime(timestamp(entry.time()))
                .setKind(entry.kind())
                .setActor(entry.actor())
                .setText(entry.text())
                .setCertainty(certainty(entry.certainty()))
                .setAlertId(alertId)
                .build();
    }

    private static Certainty certainty(dev.firstline.remediation.domain.Certainty certainty) {
        return switch (certainty) {
            case FACT -> Certainty.CERTAINTY_UNSPECIFIED;
            case CONFIRMED -> Certainty.CERTAINTY_CONFIRMED;
            case SUSPECTED -> Certainty.CERTAINTY_SUSPECTED;
        };
    }

    private static Outcome outcome(dev.firstline.remediation.domain.Outcome outcome) {
        return outcome == dev.firstline.remediation.domain.Outcome.NONE
                ? Outcome.OUTCOME_UNSPECIFIED
                : Outcome.valueOf("OUTCOME_" + outcome);
    }

    static Verdict verdict(dev.firstline.remediation.domain.Verdict verdict) {
        return verdict == dev.firstline.remediation.domain.Verdict.NONE
                ? Verdict.VERDICT_UNSPECIFIED
                : Verdict.valueOf("VERDICT_" + verdict);
    }

    static Mode mode(dev.firstline.remediation.domain.Mode mode) {
        return Mode.valueOf("MODE_" + mode);
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
