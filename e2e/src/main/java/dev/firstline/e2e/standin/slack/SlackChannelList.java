package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code conversations.list}: the workspace's channels by id, page by page; the stand-in's are public, so the other types are empty.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.list">Slack: conversations.list</a>
 */
final class SlackChannelList {
    private static final String PUBLIC = "public_channel";
    // A type that a token may not see makes Slack refuse the whole call.
    private static final Map<String, String> SCOPES =
            Map.of(PUBLIC, "channels:read", "private_channel", "groups:read", "mpim", "mpim:read", "im", "im:read");
    private static final SlackCursor CURSOR = new SlackCursor("team:");
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;
    private final SlackWorkspace workspace;

    SlackChannelList(SlackWorkspace workspace) {
        this.workspace = workspace;
    }

    ObjectNode list(SlackArguments arguments, Set<String> scopes) {
        List<String> types = types(arguments, scopes);
        Optional<String> first = CURSOR.of(arguments);
        boolean withoutArchived = arguments.flag("exclude_archived");
        List<SlackChannel> left = workspace.channels().stream()
                .filter(channel -> types.contains(PUBLIC))
                .filter(channel -> !withoutArchived || !channel.archived())
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .filter(channel ->
                        first.filter(id -> channel.id().compareTo(id) < 0).isEmpty())
                .toList();
        return page(left, arguments.limit(USUAL_PAGE, LARGEST_PAGE));
    }

    private static List<String> types(SlackArguments arguments, Set<String> scopes) {
        List<String> types = List.of(arguments.text("types").orElse(PUBLIC).split("\\s*,\\s*"));
        for (String type : types) {
            String needed = Optional.ofNullable(SCOPES.get(type)).orElseThrow(() -> SlackProblem.of("invalid_types"));
            if (!scopes.contains(needed)) throw SlackProblem.missingScope(needed, String.join(",", scopes));
        }
        return types;
    }

    /** Its cursor names the first channel of the next page, and is empty on the last. */
    private static ObjectNode page(List<SlackChannel> left, int limit) {
        ArrayNode channels = Json.array();
        left.stream().limit(limit).forEach(channel -> channels.add(channel.toJson()));
        ObjectNode answer = Json.object().set("channels", channels);
        String next = left.size() > limit ? CURSOR.at(left.get(limit).id()) : "";
        answer.putObject("response_metadata").put("next_cursor", next);
        return answer;
    }
}
