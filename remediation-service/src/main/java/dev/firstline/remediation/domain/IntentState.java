package dev.firstline.remediation.domain;

/** What is known about an intent to act. */
public enum IntentState {
    /** Committed; whether the target has heard of it is not known. */
    OPEN,
    /** The target has taken it, once, and is watched until it is through. */
    STARTED,
    /** The target doesn't know of it, and can't get to know of it any more. */
    NOT_DONE,
    /** It was done and came to a good end. */
    SUCCEEDED,
    /** The target refused it, or it came to a bad end. */
    FAILED,
    /** It may have happened. */
    UNKNOWN;

    /** Whether the target may still be touched by it, or is being watched because of it. */
    public boolean isUnderWay() {
        return this == OPEN || this == STARTED;
    }
}
