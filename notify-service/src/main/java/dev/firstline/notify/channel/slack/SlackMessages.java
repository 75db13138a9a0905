package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.notify.domain.ThreadTruth.Seen;
import java.util.Optional;
import java.util.UUID;

/**
 * The metadata by which our messages are known again.
 *
 * @see <a href="https://docs.slack.dev/messaging/message-metadata/">Slack: message metadata</a>
 */
final class SlackMessages {

    private static final String EVENT_TYPE = "firstline_delivery";
    private static final String DELIVERY = "delivery_id";
    private static final String INCIDENT = "incident_id";
    private static final String FIRST = "first_seq";
    private static final String LAST = "last_seq";

    private SlackMessages() {}

    /** Marks a message as the first one about an incident. */
    static void mark(ObjectNode message, UUID incidentId, String deliveryId) {
        message.putObject("metadata")
                .put("event_type", EVENT_TYPE)
                .putObject("event_payload")
                .put(DELIVERY, deliveryId)
                .put(INCIDENT, incidentId.toString());
    }

    /** Marks a message as a reply that tells these lines of the story. */
    static void mark(ObjectNode message, UUID incidentId, String deliveryId, long firstSeq, long lastSeq) {
        mark(message, incidentId, deliveryId);
        ((ObjectNode) message.at("/metadata/event_payload"))
                .put(FIRST, firstSeq)
                .put(LAST, lastSeq);
    }

    /** A message of ours about this incident; empty for any other. */
    static Optional<Seen> read(JsonNode message, UUID incidentId) {
        JsonNode metadata = message.path("metadata");
        JsonNode payload = metadata.path("event_payload");
        if (!metadata.path("event_type").asText().equals(EVENT_TYPE)) return Optional.empty();
        if (!payload.path(INCIDENT).asText().equals(incidentId.toString())) return Optional.empty();
        try {
            return Optional.of(new Seen(
                    message.path("ts").asText(),
                    UUID.fromString(payload.path(DELIVERY).asText()),
                    payload.path(FIRST).asLong(0),
                    payload.path(LAST).asLong(0)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Whether a message tells lines of the story, so that it belongs into a thread. */
    static boolean isReply(Seen message) {
        return message.firstSeq() > 0;
    }
}
