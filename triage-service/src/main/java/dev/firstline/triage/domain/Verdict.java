package dev.firstline.triage.domain;

/** What an execution concluded about its alert's episode. */
public enum Verdict {
    /** No conclusion yet. */
    NONE,
    /** Nothing is wrong for customers. */
    FALSE_POSITIVE,
    /** A person has to look. */
    NEEDS_ATTENTION,
    /** First aid worked, and a second measurement says so. */
    RECOVERED,
    /** Nobody can say. */
    INCONCLUSIVE
}
