package dev.firstline.remediation.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An execution as it stands in the tables.
 *
 * @param version counts its changes; whoever writes says which one it has seen
 * @param wanted whether the episode still lasts, and nobody has resolved its incident
 * @param planExpires until when the plan can be approved
 * @param intents all of them, the oldest first
 */
public record Run(
        UUID id,
        long version,
        String episodeId,
        String incidentId,
        Runbook runbook,
        Mode mode,
        ExecutionState state,
        AlertFacts alert,
        boolean wanted,
        String unwantedReason,
        List<StepRun> steps,
        Optional<Plan> plan,
        Optional<Instant> planExpires,
        Optional<Approval> approval,
        List<Intent> intents,
        Instant deadline) {

    public Run {
        steps = List.copyOf(steps);
        intents = List.copyOf(intents);
    }

    /** The step that is to be done or is being done. */
    public Optional<StepRun> current() {
        return steps.stream().filter(step -> !step.state().isOver()).findFirst();
    }

    /** The intent whose end is still open. */
    public Optional<Intent> intentUnderWay() {
        return intents.stream().filter(intent -> intent.state().isUnderWay()).findFirst();
    }

    /** Whether a target may have been touched. */
    public boolean hasActed() {
        return intents.stream().anyMatch(intent -> intent.state() != IntentState.NOT_DONE);
    }

    /** How many intents a step has taken. */
    public int intentsOf(int position) {
        return (int)
                intents.stream().filter(intent -> intent.position() == position).count();
    }

    /** The variables of CEL expressions: the alert's and each earlier query's. */
    public Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>(alert.variables());
        for (StepRun step : steps) step.result().ifPresent(result -> variables.put(step.id(), result.variables()));
        return variables;
    }

    /** The values of placeholders: the alert's and each earlier query's {@code rows} and {@code count}. */
    public Map<String, String> placeholders() {
        Map<String, String> values = new HashMap<>(alert.placeholders());
        for (StepRun step : steps) {
            step.result().ifPresent(result -> {
                values.put(step.id() + ".rows", result.inWords());
                values.put(step.id() + ".count", Integer.toString(result.total()));
            });
        }
        return values;
    }
}
