package dev.firstline.notify.domain;

import java.time.Instant;
import java.util.List;

/** The next step of a conversation. */
public sealed interface Next {

    /** The destination knows all there is to know. */
    record Nothing() implements Next {}

    /**
     * Not yet.
     *
     * @param at when to look again
     */
    record Wait(Instant at) implements Next {}

    /**
     * Do one of these: the first that its budgets allow.
     *
     * @param operations in the order of preference
     */
    record Do(List<? extends Operation> operations) implements Next {
        public Do {
            operations = List.copyOf(operations);
            if (operations.isEmpty()) throw new IllegalArgumentException("there is something to do");
        }
    }

    /**
     * The doubt is settled by thought alone: believe this from now on, and decide again.
     *
     * @param told what is to be believed
     */
    record Believe(Told told) implements Next {}
}
