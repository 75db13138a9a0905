package dev.firstline.remediation.domain;

/** How certain a statement on the timeline is. */
public enum Certainty {
    /** A fact about Firstline itself. */
    FACT,
    /** Measured. */
    CONFIRMED,
    /** A guess, worth following. */
    SUSPECTED
}
