package dev.firstline.e2e.standin.ssm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An Automation document (a runbook of SSM's), and how its executions go.
 *
 * @param name as {@code StartAutomationExecution} names it
 * @param parameters name → whether an execution has to state it
 * @param outcome how it ends
 * @param pace how long it takes
 * @param steps names of its steps, in order
 * @param outputs what it outputs once it succeeds, {@code step.Output} → values
 */
public record AutomationDocument(
        String name,
        Map<String, Boolean> parameters,
        Outcome outcome,
        Pace pace,
        List<String> steps,
        Map<String, List<String>> outputs) {

    public AutomationDocument {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(pace, "pace");
        parameters = Map.copyOf(parameters);
        steps = List.copyOf(steps);
        outputs = Map.copyOf(outputs);
        if (steps.isEmpty()) throw new IllegalArgumentException(name + " has no steps");
    }

    /** How an execution ends. */
    public enum Outcome {
        SUCCEEDS,
        /** Its last step fails. */
        FAILS,
        /** It stays in progress. */
        HANGS
    }

    /** How long an execution takes. */
    public sealed interface Pace {}

    /**
     * By the clock.
     *
     * @param pending how long it waits to begin
     * @param running how long it runs then
     */
    public record Taking(Duration pending, Duration running) implements Pace {}

    /**
     * By how often it has been asked for with {@code GetAutomationExecution}.
     *
     * @param pending how many of the first answers say Pending
     * @param running how many then say InProgress
     */
    public record Polls(int pending, int running) implements Pace {}

    /** One step, no parameters, done after one poll of each kind. */
    public static AutomationDocument named(String name, Outcome outcome) {
        return new AutomationDocument(
                name,
                Map.of(),
                outcome,
                new Polls(1, 1),
                List.of("restart"),
                Map.of("restart.Output", List.of("restarted by " + name)));
    }

    /** The same with one more parameter. */
    public AutomationDocument parameter(String parameter, boolean required) {
        Map<String, Boolean> more = new LinkedHashMap<>(parameters);
        more.put(parameter, required);
        return new AutomationDocument(name, more, outcome, pace, steps, outputs);
    }

    /** The same at another pace. */
    public AutomationDocument pace(Pace other) {
        return new AutomationDocument(name, parameters, outcome, other, steps, outputs);
    }

    /** The same with these outputs. */
    public AutomationDocument outputs(Map<String, List<String>> others) {
        return new AutomationDocument(name, parameters, outcome, pace, steps, others);
    }
}
