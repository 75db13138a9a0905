package dev.firstline.triage.domain;

/**
 * What an alert or incident means for customers, the mildest first. {@link #UNKNOWN} stands above {@link #SMALL}: what nobody has
 * judged must not be hidden by what is known to be harmless.
 */
public enum Impact {
    /** A few customers, who can get on without us. */
    SMALL,
    /** Nobody has decided yet. */
    UNKNOWN,
    /** A few customers, who can't get on without us. */
    MEDIUM,
    /** Every customer at some step, or a whole journey. */
    LARGE;

    /** The graver of the two. */
    public Impact or(Impact other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether this is graver than the other. */
    public boolean exceeds(Impact other) {
        return compareTo(other) > 0;
    }
}
