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

    private static final String ALL = "public_channel,private_channel";
    private static final String PUBLIC = "public_channel";

    private final SlackApi api;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    SlackChannelIds(SlackApi api) {
        this.api = api;
    }

    /** What a search for a channel came to. */
    sealed interface Search {

        /** It is this one. */
        record Found(String id) implements Search {}

        /** Slack answered, and does not show the channel to this token. */
        record Unlisted() implements Search {}

        /** Slack did not answer, or refused to: nobody knows. */
        record Unanswered(SlackReply reply) implements Search {}
    }

    /** Slack told a channel's id in an answer. */
    void learned(String destination, String id) {
        known.put(destination, id);
    }

    /** A channel's id, out of Slack's list of channels where it isn't known yet. */
    Search find(String destination, Duration deadline) {
        Optional<String> id = known(destination);
        if (id.isPresent()) return new Search.Found(id.get());
        Search listed = list(destination, ALL, deadline);
        // Private channels take a scope of their own, and without it Slack refuses the whole list.
        boolean lacksScope = listed instanceof Search.Unanswered(SlackReply reply) && SlackErrors.isMissingScope(reply);
        return lacksScope ? list(destination, PUBLIC, deadline) : listed;
    }

    private Optional<String> known(String destination) {
        if (ID.matcher(destination).matches()) return Optional.of(destination);
        return Optional.ofNullable(known.get(destination));
    }

    private Search list(String destination, String types, Duration deadline) {
        String name = destination.startsWith("#") ? destination.substring(1) : destination;
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            SlackReply reply = api.read("conversations.list", arguments(types, cursor), deadline);
            if (!(reply instanceof SlackReply.Ok(JsonNode body, String scopes))) return new Search.Unanswered(reply);
            for (JsonNode channel : body.path("channels")) {
                if (!channel.path("name").asText().equals(name)) continue;
                String id = channel.path("id").asText();
                learned(destination, id);
                return new Search.Found(id);
            }
            cursor = body.path("response_metadata").path("next_cursor").asText("");
            if (cursor.isEmpty()) break;
        }
        return new Search.Unlisted();
    }

    private static Map<String, String> arguments(String types, String cursor) {
        Map<String, String> arguments =
                new HashMap<>(Map.of("limit", "999", "exclude_archived", "true", "types", types));
        if (!cursor.isEmpty()) arguments.put("cursor", cursor);
        return arguments;
    }
}
