package dev.firstline.notify.domain;

/** How certain a line of the story is. */
public enum Certainty {
    /** Not stated: a fact about Firstline itself. */
    UNSTATED,
    /** Measured, or said by a person who knows. */
    CONFIRMED,
    /** A guess, worth following. */
    SUSPECTED
}
