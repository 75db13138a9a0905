package dev.firstline.triage.domain;

/** How loudly a response speaks. */
public enum Kind {
    /** Nobody is told. */
    NONE,
    /** By a date. */
    TICKET,
    /** Tell, no page. */
    WARNING,
    /** Page now. */
    CRITICAL
}
