package dev.firstline.remediation.domain;

import java.time.Duration;

/**
 * Bounds of every execution.
 *
 * @param intents how many intents a step may take until its target lets one through
 * @param settlePatience how long an unanswered intent's target is asked until it is given up as UNKNOWN
 */
public record Limits(int intents, Duration settlePatience) {

    public Limits {
        if (intents < 1) throw new IllegalArgumentException("a step may take one intent at least");
    }
}
