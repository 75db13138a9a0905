package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.util.Objects;
import java.util.Optional;

/**
 * A message as Slack keeps it.
 *
 * @param ts its id within its channel, and its time: seconds, a dot, six digits
 * @param threadTs its thread's root; empty for what stands in the channel itself
 * @param user who wrote it
 * @param content what it says
 * @param editedTs when it was last edited
 * @param tombstone whether it was deleted, and stays as the headstone of its replies
 */
public record SlackMessage(
        String ts,
        Optional<String> threadTs,
        String user,
        Content content,
        Optional<String> editedTs,
        boolean tombstone) {

    public SlackMessage {
        Objects.requireNonNull(ts, "ts");
        Objects.requireNonNull(threadTs, "threadTs");
        Objects.requireNonNull(content, "content");
    }

    /**
     * What a message says.
     *
     * @param text the text, empty where blocks say all
     * @param blocks Block Kit, an array
     * @param attachments the older kind of blocks, an array
     * @param metadata {@code event_type} and {@code event_payload}
     */
    public record Content(
            String text, Optional<JsonNode> blocks, Optional<JsonNode> attachments, Optional<JsonNode> metadata) {

        /** Only a text. */
        public static Content of(String text) {
            return new Content(text, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    SlackMessage edited(Content said, String at) {
        return new SlackMessage(ts, threadTs, user, said, Optional.of(at), false);
    }

    SlackMessage buried() {
        return new SlackMessage(
                ts, threadTs, "USLACKBOT", Content.of("This message was deleted."), Optional.empty(), true);
    }

    boolean isReply() {
        return threadTs.isPresent();
    }

    /** As the Web API shows it; {@code allMetadata} shows the payload beside the event's type. */
    ObjectNode toJson(boolean allMetadata) {
        ObjectNode json = Json.object().put("type", "message").put("user", user).put("ts", ts);
        if (tombstone) json.put("subtype", "tombstone").put("hidden", true);
        if (user.equals(SlackWorkspace.BOT_USER)) {
            json.put("bot_id", SlackWorkspace.BOT).put("app_id", SlackWorkspace.APP);
        }
        json.put("team", SlackWorkspace.TEAM).put("text", content.text());
        content.blocks().ifPresent(blocks -> json.set("blocks", blocks));
        content.attachments().ifPresent(attachments -> json.set("attachments", attachments));
        threadTs.ifPresent(root -> json.put("thread_ts", root));
        editedTs.ifPresent(at -> json.putObject("edited").put("user", user).put("ts", at));
        content.metadata().ifPresent(metadata -> json.set("metadata", shown(metadata, allMetadata)));
        return json;
    }

    private static ObjectNode shown(JsonNode metadata, boolean all) {
        ObjectNode shown = Json.object();
        shown.set("event_type", metadata.path("event_type"));
        if (all) shown.set("event_payload", metadata.path("event_payload"));
        return shown;
    }
}
