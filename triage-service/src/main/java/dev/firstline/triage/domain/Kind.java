package dev.firstline.triage.domain;

/** How loudly a response speaks. */
public enum Kind {
    /** Nobody is told. */
    NONE,
    /** Tell, no page. */
    WARNING,
    /** Page now. */
    CRITICAL
}
