package dev.firstline.platform.duework;

import java.time.Duration;
import java.time.Instant;

/** What became of a piece of due work. */
public sealed interface Result {

    /** It is done, or there was nothing to do any more. */
    record Done() implements Result {}

    /**
     * It is done for now, and has to be looked at again.
     *
     * @param at when
     */
    record Again(Instant at) implements Result {}

    /**
     * It is to be tried again: nobody is at fault, whoever is needed is away. Never becomes a dead letter.
     *
     * @param after the wait that the other side asked for; null for the usual backoff
     * @param reason why, in a line
     */
    record Later(Duration after, String reason) implements Result {}

    /**
     * Its receiver refuses it for good: it becomes a dead letter.
     *
     * @param reason why, in a line
     */
    record Refused(String reason) implements Result {}

    /** It is done. */
    static Result done() {
        return new Done();
    }

    /** Whoever is needed is away: try again after the usual backoff. */
    static Result later(String reason) {
        return new Later(null, reason);
    }
}
