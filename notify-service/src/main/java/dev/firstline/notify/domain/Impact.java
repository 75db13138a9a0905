package dev.firstline.notify.domain;

/** What an incident means for customers, from least to most known harm. */
public enum Impact {
    /** Nobody has decided yet. */
    UNKNOWN,
    /** A few customers, who can get on without us. */
    SMALL,
    /** A few customers, who can't get on without us. */
    MEDIUM,
    /** Every customer at some step, or a whole journey. */
    LARGE
}
