package dev.firstline.notify.loop;

import dev.firstline.notify.channel.Attempt;
import dev.firstline.notify.channel.Channel;
import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.Operation;
import java.time.Instant;

/** What one look at a conversation's rows led to. */
sealed interface Plan {

    /** There is nothing to do. */
    record Idle() implements Plan {}

    /**
     * There is something to do, not yet.
     *
     * @param at when to look again
     */
    record Wait(Instant at) implements Plan {}

    /** Something was learned: look again at once. */
    record Anew() implements Plan {}

    /**
     * The conversation is leased to this process, and the intent is committed.
     *
     * @param channel who does it
     * @param conversation what it was decided from
     * @param operation what to do
     * @param attempt how long it may take
     * @param leaseNumber stands in every write of its result
     * @param settleTime when the doubt there was can be settled; null where there was none
     */
    record Go(
            Channel channel,
            Conversation conversation,
            Operation operation,
            Attempt attempt,
            long leaseNumber,
            Instant settleTime)
            implements Plan {}
}
