package dev.firstline.remediation.domain;

import java.time.Duration;

/** One step of a runbook. */
public sealed interface Step {

    /** Its name within the runbook. */
    String id();

    /** Its kind's word in the runbook and in the contract. */
    String kind();

    /** Measures something that later steps look at. */
    record Query(String id, Measurement measurement) implements Step {
        @Override
        public String kind() {
            return "query";
        }
    }

    /** Ends the execution where a condition holds. */
    record Conclude(String id, Condition when, Verdict verdict, Template say) implements Step {
        @Override
        public String kind() {
            return "conclude";
        }
    }

    /** Does something about it. */
    record Act(String id, ActionSpec action) implements Step {
        @Override
        public String kind() {
            return "action";
        }
    }

    /**
     * Sees whether it works again: the measurement has rows.
     *
     * @param holds how long without a break
     * @param within by when, counted from the step's begin
     */
    record Verify(String id, Measurement measurement, Duration holds, Duration within) implements Step {
        @Override
        public String kind() {
            return "verify";
        }
    }
}
