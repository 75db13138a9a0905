package dev.firstline.remediation.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * How careful a runbook is.
 *
 * @param coolDown how long a target is left alone after a success
 * @param failures how many failures in a row block a target
 * @param block for how long they do
 * @param precheck asks a second way whether it is still broken; it is while there are rows
 */
public record GuardSettings(Duration coolDown, int failures, Duration block, Optional<Measurement> precheck) {

    public static final Duration DEFAULT_COOL_DOWN = Duration.ofMinutes(5);
    public static final int DEFAULT_FAILURES = 3;
    public static final Duration DEFAULT_BLOCK = Duration.ofHours(1);

    /** Where a runbook says nothing. */
    public static final GuardSettings DEFAULTS =
            new GuardSettings(DEFAULT_COOL_DOWN, DEFAULT_FAILURES, DEFAULT_BLOCK, Optional.empty());
}
