package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/** A channel on a terminal: roots at the left, their replies indented below. */
final class SlackTranscript {
    private final SlackChannel channel;
    private final DateTimeFormatter times;

    SlackTranscript(SlackChannel channel, ZoneId zone) {
        this.channel = channel;
        this.times = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
    }

    String text() {
        StringBuilder text = new StringBuilder("#" + channel.name() + "\n");
        for (SlackMessage root : channel.roots()) {
            text.append(shown(root, "  "));
            channel.replies(root.ts()).forEach(reply -> text.append(shown(reply, "    ↳ ")));
        }
        return text.toString();
    }

    private String shown(SlackMessage message, String indent) {
        String head = indent + times.format(time(message.ts())) + " ";
        String further = " ".repeat(head.length());
        String said = said(message.content()).lines().collect(Collectors.joining("\n" + further));
        return head + said + (message.editedTs().isPresent() ? " (edited)" : "") + "\n";
    }

    /** The text, or what can be read of blocks that have none beside them. */
    private static String said(SlackMessage.Content content) {
        if (!content.text().isEmpty() || content.blocks().isEmpty()) return content.text();
        return content.blocks().get().findValues("text").stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .collect(Collectors.joining("\n"));
    }

    private static Instant time(String ts) {
        return Instant.ofEpochSecond(new BigDecimal(ts).longValue());
    }
}
