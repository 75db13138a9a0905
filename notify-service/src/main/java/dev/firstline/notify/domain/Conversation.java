package dev.firstline.notify.domain;

import java.time.Instant;
import java.util.List;

/**
 * All that the next step of a conversation is decided from.
 *
 * @param key which conversation
 * @param incident the incident's state
 * @param entries the lines of its story that were not told yet, in order, without a gap; at most a bounded number
 * @param told what the destination knows
 * @param doubt how sure that is
 * @param doubtTime when the oldest attempt began whose end nobody saw; null where there is none
 */
public record Conversation(
        ConversationKey key, Incident incident, List<Entry> entries, Told told, Doubt doubt, Instant doubtTime) {

    public Conversation {
        entries = List.copyOf(entries);
        if (doubt != Doubt.NONE && doubtTime == null) throw new IllegalArgumentException("doubt since when?");
    }
}
