package dev.firstline.remediation.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that guards look at, read under lock in the transaction that may write the intent.
 *
 * @param wanted whether the episode still lasts, and nobody has resolved its incident
 * @param unwantedReason why not
 * @param killSwitches those that are on and concern this action
 * @param approval the yes that was given, whatever it was for
 */
public record GuardFacts(
        UUID execution,
        Plan plan,
        Mode mode,
        GuardSettings settings,
        boolean wanted,
        String unwantedReason,
        List<KillSwitch> killSwitches,
        TargetFacts target,
        Precheck precheck,
        Optional<Approval> approval,
        Instant now) {

    /**
     * What is known about the target.
     *
     * @param holder the execution that is at it
     * @param failures executions in a row that failed
     * @param blockedUntil until when those, or an unknown end, block it
     * @param unknownBy the execution that nobody knows the end of, where that is why
     * @param succeededTime when an action on it last succeeded
     * @param succeededBy whose action that was
     */
    public record TargetFacts(
            Optional<UUID> holder,
            int failures,
            Optional<Instant> blockedUntil,
            Optional<UUID> unknownBy,
            Optional<Instant> succeededTime,
            Optional<UUID> succeededBy) {}

    /** A switch that stops actions. */
    public record KillSwitch(Scope scope, String name, String actor, String reason) {}

    /** What a switch stops. */
    public enum Scope {
        EVERYTHING,
        RUNBOOK,
        TARGET
    }

    /** What the second measurement said just before. */
    public sealed interface Precheck {

        /** The runbook has none. */
        record None() implements Precheck {}

        /** It was measured. */
        record Measured(QueryResult result) implements Precheck {}

        /** It could not be measured. */
        record Unknown(String reason) implements Precheck {}
    }
}
