package dev.firstline.notify.domain;

import java.util.UUID;

/**
 * Which conversation: one incident, told through one channel to one destination there.
 *
 * @param incidentId the incident
 * @param channel the channel's name
 * @param destination where in the channel
 */
public record ConversationKey(UUID incidentId, String channel, String destination) {

    public ConversationKey {
        if (channel.isBlank() || channel.contains(" ")) throw new IllegalArgumentException("no channel: " + channel);
        if (destination.isBlank()) throw new IllegalArgumentException("a conversation has a destination");
    }

    /** As the key of due work: the three, with a space between. */
    public String text() {
        return incidentId + " " + channel + " " + destination;
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public static ConversationKey parse(String text) {
        String[] parts = text.split(" ", 3);
        if (parts.length != 3) throw new IllegalArgumentException("not a conversation: " + text);
        return new ConversationKey(UUID.fromString(parts[0]), parts[1], parts[2]);
    }
}
