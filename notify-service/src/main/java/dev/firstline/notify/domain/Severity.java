package dev.firstline.notify.domain;

/** How bad a source says an alert is. */
public enum Severity {
    /** It says nothing that is understood. */
    UNKNOWN,
    /** Worth knowing. */
    INFO,
    /** May become a failure. */
    WARNING,
    /** Something fails. */
    ERROR,
    /** Something essential fails. */
    CRITICAL
}
