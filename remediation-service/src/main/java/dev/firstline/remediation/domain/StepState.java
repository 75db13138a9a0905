package dev.firstline.remediation.domain;

/** Where a step stands. */
public enum StepState {
    /** Not yet begun. */
    PENDING,
    /** Under way. */
    RUNNING,
    /** Done. */
    DONE,
    /** It failed. */
    FAILED,
    /** A guard or the mode stopped it, or the execution ended before it. */
    SKIPPED;

    /** Whether nothing follows any more. */
    public boolean isOver() {
        return this == DONE || this == FAILED || this == SKIPPED;
    }
}
