package dev.firstline.remediation.domain;

import java.time.Duration;
import java.util.List;

/**
 * The steps for one monitor.
 *
 * @param name unique among the runbooks in force
 * @param hash SHA-256 of its text, in hex
 * @param text the file as it was read
 * @param match which alerts it is for
 * @param deadline how long an execution may take; waiting for a person isn't counted
 */
public record Runbook(
        String name,
        String hash,
        String text,
        Condition match,
        Mode mode,
        Duration deadline,
        GuardSettings guards,
        List<Step> steps) {

    public Runbook {
        steps = List.copyOf(steps);
        if (name.isBlank()) throw new IllegalArgumentException("a runbook has a name");
        if (steps.isEmpty()) throw new IllegalArgumentException("a runbook has steps");
    }

    /** Whether it is for an alert; not where that can't be said, because a label is missing for example. */
    public boolean matches(AlertFacts alert) {
        return match.ask(alert.variables()) instanceof Condition.Answer.Is(boolean holds) && holds;
    }
}
