package dev.firstline.remediation.domain;

import java.time.Instant;
import java.util.Optional;

/** How a verify step reads its measurements. */
public sealed interface Verification {

    /** It has held long enough. */
    record Passed() implements Verification {}

    /** It holds, since then. */
    record Holds(Instant since) implements Verification {}

    /** It does not hold, or nobody can say. */
    record DoesNotHold() implements Verification {}

    /** Its time is over. */
    record TooLate() implements Verification {}

    /**
     * Reads one measurement. No data is no health: a measurement without an answer breaks the stretch.
     *
     * @param seen whether there were rows; empty where nobody answered
     * @param since since when it has held, as far as is known
     * @param started when the step began
     */
    static Verification judge(
            Step.Verify step, Optional<Boolean> seen, Optional<Instant> since, Instant started, Instant now) {
        boolean holds = seen.orElse(false);
        Instant from = holds ? since.orElse(now) : null;
        if (holds && !now.isBefore(from.plus(step.holds()))) return new Passed();
        if (!now.isBefore(started.plus(step.within()))) return new TooLate();
        return holds ? new Holds(from) : new DoesNotHold();
    }
}
