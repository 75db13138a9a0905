package dev.firstline.remediation.domain;

/** What became of an action. */
public enum Outcome {
    /** It was not tried. */
    NONE,
    /** It was done, once. */
    SUCCEEDED,
    /** It was refused or came to a bad end. */
    FAILED,
    /** It may have happened: a person looks. */
    UNKNOWN
}
