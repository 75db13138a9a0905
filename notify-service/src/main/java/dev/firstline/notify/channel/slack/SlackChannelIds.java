package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The ids of channels that are configured by name: chat.postMessage takes names, every other method wants ids.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.list">Slack: conversations.list</a>
 */
final class SlackChannelIds {

    private static final Pattern ID = Pattern.compile("[CGD][A-Z0-9]{2,}");
    private static final int MOST_PAGES = 20;

    private final SlackApi api;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    SlackChannelIds(SlackApi api) {
        this.api = api;
    }

    /** Slack told a channel's id in an answer. */
    void learned(String destination, String id) {
        known.put(destination, id);
    }

    /** A channel's id without asking; empty where it isn't known. */
    Optional<String> known(String destination) {
        if (ID.matcher(destination).matches()) return Optional.of(destination);
        return Optional.ofNullable(known.get(destination));
    }

    /** A channel's id, out of Slack's list of channels where it isn't known yet; empty where Slack doesn't show it. */
    Optional<String> find(String destination, Duration deadline) {
        Optional<String> id = known(destination);
        if (id.isPresent()) return id;
        String name = destination.startsWith("#") ? destination.substring(1) : destination;
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            if (!(api.read("conversations.list", arguments(cursor), deadline)
                    instanceof SlackReply.Ok(JsonNode body, String scopes))) {
                return Optional.empty();
            }
            for (JsonNode channel : body.path("channels")) {
                if (!channel.path("name").asText().equals(name)) continue;
                learned(destination, channel.path("id").asText());
                return known(destination);
            }
            cursor = body.path("response_metadata").path("next_cursor").asText("");
            if (cursor.isEmpty()) return Optional.empty();
        }
        return Optional.empty();
    }

    private static Map<String, String> arguments(String cursor) {
        Map<String, String> arguments = new HashMap<>(
                Map.of("limit", "999", "exclude_archived", "true", "types", "public_channel,private_channel"));
        if (!cursor.isEmpty()) arguments.put("cursor", cursor);
        return arguments;
    }
}
