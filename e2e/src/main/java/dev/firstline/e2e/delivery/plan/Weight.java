package dev.firstline.e2e.delivery.plan;

/** What the alerts of a group mean for customers. */
public enum Weight {
    /** Paged. */
    LARGE,
    /** Told in Slack and in the log. */
    MEDIUM,
    /** Told in Slack alone. */
    SMALL,
    /** Some of its alerts are {@link #LARGE}, the others {@link #MEDIUM}: an open incident may begin to page. */
    MIXED
}
