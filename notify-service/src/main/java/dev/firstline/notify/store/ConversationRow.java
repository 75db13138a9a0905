package dev.firstline.notify.store;

import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Doubt;
import dev.firstline.notify.domain.Told;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the table {@code conversation}, locked. Times are null where they don't apply.
 *
 * @param key which conversation
 * @param told what the destination knows
 * @param leaseNumber the number of the last lease
 * @param leaseTime until when nobody else sends
 * @param attempt the intent under way; empty where none is
 * @param attemptTime when it was written
 * @param doubtTime when the oldest attempt began whose end nobody saw
 * @param settleTime from when on the truth can be restored
 * @param look whether to look before something is sent that would be seen twice
 * @param waitSince since when it waits for a budget
 */
public record ConversationRow(
        ConversationKey key,
        Told told,
        long leaseNumber,
        Instant leaseTime,
        Optional<UUID> attempt,
        Instant attemptTime,
        Instant doubtTime,
        Instant settleTime,
        boolean look,
        Instant waitSince) {

    /** Whether somebody may be sending. */
    public boolean isLeased(Instant now) {
        return leaseTime != null && leaseTime.isAfter(now);
    }

    /** How sure it is what the destination knows. */
    public Doubt doubt(Instant now) {
        if (doubtTime == null) return Doubt.NONE;
        if (!settleTime.isAfter(now)) return Doubt.SETTLE;
        return look ? Doubt.LOOK : Doubt.NONE;
    }
}
