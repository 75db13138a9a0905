package dev.firstline.remediation.domain;

/** How far a runbook may go. */
public enum Mode {
    /** Says what it would do. */
    OBSERVE,
    /** Asks a person first. */
    APPROVE,
    /** Acts and reports. */
    AUTO
}
