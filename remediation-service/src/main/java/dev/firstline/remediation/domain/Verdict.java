package dev.firstline.remediation.domain;

/** What an execution concluded about its alert. */
public enum Verdict {
    /** No conclusion yet. */
    NONE,
    /** Nothing is wrong for customers. */
    FALSE_POSITIVE,
    /** A person has to look. */
    NEEDS_ATTENTION,
    /** The first aid worked, and a second measurement says so. */
    RECOVERED,
    /** Nobody can say. */
    INCONCLUSIVE
}
