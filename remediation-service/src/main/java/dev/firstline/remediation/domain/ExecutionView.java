package dev.firstline.remediation.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An execution as others see it: whole, without what only the engine needs. */
public record ExecutionView(
        UUID id,
        long version,
        String incidentId,
        String alertId,
        String episodeId,
        String runbook,
        String runbookHash,
        Mode mode,
        ExecutionState state,
        Verdict verdict,
        String reason,
        List<StepView> steps,
        Optional<Plan> plan,
        Optional<Instant> planExpires,
        Instant startedTime,
        Optional<Instant> endedTime,
        long lastSeq,
        long confirmedSeq) {

    public ExecutionView {
        steps = List.copyOf(steps);
    }

    /** A step with every answer of its guards, in the order that they were given. */
    public record StepView(StepRun step, List<AnswerView> answers) {

        public StepView {
            answers = List.copyOf(answers);
        }
    }

    /** A guard's answer and its time. */
    public record AnswerView(GuardAnswer answer, Instant time) {}
}
