package dev.firstline.triage.domain;

import java.time.Instant;

/**
 * A person's judgement of an alert, remembered until it is decided anew.
 *
 * @param impact what it means for customers
 * @param reason why, in the person's words
 * @param actor who decided
 * @param time when
 */
public record Decision(Impact impact, String reason, String actor, Instant time) {

    public Decision {
        if (impact == Impact.UNKNOWN) throw new IllegalArgumentException("a decision says what the impact is");
    }

    /** As the alert's reason. */
    public String words() {
        return "decided by " + actor + ": " + reason;
    }
}
