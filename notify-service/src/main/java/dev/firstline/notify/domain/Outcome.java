package dev.firstline.notify.domain;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What became of an operation. */
public sealed interface Outcome {

    /**
     * The vendor took it.
     *
     * @param receipt what the vendor calls it: a message's ts, a dedup key
     * @param detail the vendor's answer, in a line; may be empty
     * @param told what the destination knows now
     */
    record Sent(String receipt, String detail, Told told) implements Outcome {}

    /**
     * It certainly was not done, and may be later.
     *
     * @param after the wait that the vendor asks for; null for the usual backoff
     * @param reason why, in a line
     * @param everybody whether the vendor asked it of everybody who uses the operation's budgets
     */
    record Postponed(Duration after, String reason, boolean everybody) implements Outcome {}

    /**
     * The vendor refuses it for good.
     *
     * @param reason why, in a line
     * @param told what to go on from, so that the same isn't tried at once again
     * @param again when to look again
     */
    record Refused(String reason, Told told, Duration again) implements Outcome {}

    /**
     * Nobody saw its end: it may have been done, or may be yet.
     *
     * @param reason what was seen instead
     */
    record Unseen(String reason) implements Outcome {}

    /**
     * The vendor's side was read.
     *
     * @param told what the destination knows, as seen there
     * @param found whose deliveries were seen there
     */
    record Looked(Told told, List<Found> found) implements Outcome {
        public Looked {
            found = List.copyOf(found);
        }
    }

    /**
     * The vendor's side can't be read, though the vendor answers: nothing is known, and waiting would not change that. What is in
     * doubt stays in doubt and is looked at again later; meanwhile people are told.
     *
     * @param reason why, and what would be right, in a line
     */
    record Blind(String reason) implements Outcome {}

    /**
     * A delivery that was seen at the vendor.
     *
     * @param deliveryId which
     * @param receipt what the vendor calls it
     * @param stays whether it was left there; a double was taken away
     */
    record Found(UUID deliveryId, String receipt, boolean stays) {}
}
