package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        return find(Set.of(destination), deadline).get(destination);
    }

    /**
     * Several channels' ids, out of one reading of Slack's list.
     *
     * @param deadline how long each of its pages may take
     */
    Map<String, Search> find(Collection<String> destinations, Duration deadline) {
        List<String> sought = destinations.stream()
                .filter(destination -> known(destination).isEmpty())
                .toList();
        Optional<SlackReply> instead = sought.isEmpty() ? Optional.empty() : list(sought, ALL, deadline);
        // Private channels take a scope of their own, and without it Slack refuses the whole list.
        if (instead.filter(SlackErrors::isMissingScope).isPresent()) instead = list(sought, PUBLIC, deadline);
        Search missing = instead.<Search>map(Search.Unanswered::new).orElseGet(Search.Unlisted::new);
        Map<String, Search> found = new HashMap<>();
        for (String destination : destinations) {
            found.put(
                    destination,
                    known(destination).<Search>map(Search.Found::new).orElse(missing));
        }
        return found;
    }

    private Optional<String> known(String destination) {
        if (ID.matcher(destination).matches()) return Optional.of(destination);
        return Optional.ofNullable(known.get(destination));
    }

    /** Learns what the list says of them, and returns what Slack answered instead of one. */
    private Optional<SlackReply> list(List<String> sought, String types, Duration deadline) {
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            SlackReply reply = api.read("conversations.list", arguments(types, cursor), deadline);
            if (!(reply instanceof SlackReply.Ok(JsonNode body, String scopes))) return Optional.of(reply);
            body.path("channels").forEach(channel -> sought.stream()
                    .filter(destination ->
                            name(destination).equals(channel.path("name").asText()))
                    .forEach(destination ->
                            learned(destination, channel.path("id").asText())));
            cursor = body.path("response_metadata").path("next_cursor").asText("");
            boolean allKnown =
                    sought.stream().allMatch(destination -> known(destination).isPresent());
            if (allKnown || cursor.isEmpty()) break;
        }
        return Optional.empty();
    }

    private static String name(String destination) {
        return destination.startsWith("#") ? destination.substring(1) : destination;
    }

    private static Map<String, String> arguments(String types, String cursor) {
        Map<String, String> arguments =
                new HashMap<>(Map.of("limit", "999", "exclude_archived", "true", "types", types));
        if (!cursor.isEmpty()) arguments.put("cursor", cursor);
        return arguments;
    }
}
