package dev.firstline.triage.domain;

/** How certain a statement on the timeline is. */
public enum Certainty {
    /** A fact about Firstline itself. */
    NONE,
    CONFIRMED,
    SUSPECTED
}
