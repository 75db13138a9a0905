package dev.firstline.remediation.domain;

/** Where an execution stands. */
public enum ExecutionState {
    /** Its steps are being done. */
    RUNNING,
    /** A plan waits for a person. */
    WAITING_FOR_APPROVAL,
    /** It came to its end. */
    FINISHED,
    /** It was stopped before it acted. */
    CANCELLED;

    /** Whether nothing follows any more. */
    public boolean isOver() {
        return this == FINISHED || this == CANCELLED;
    }
}
