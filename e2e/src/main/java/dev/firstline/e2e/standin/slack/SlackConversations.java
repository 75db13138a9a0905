package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code conversations.*} methods that read one channel.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.info">Slack: conversations.info</a>
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.history">Slack: conversations.history</a>
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.replies">Slack: conversations.replies</a>
 */
final class SlackConversations {
    private static final SlackCursor CURSOR = new SlackCursor("next_ts:");
    private final SlackWorkspace workspace;

    SlackConversations(SlackWorkspace workspace) {
        this.workspace = workspace;
    }

    ObjectNode info(SlackArguments arguments) {
        return Json.object().set("channel", channel(arguments).toJson());
    }

    /** What stands in the channel itself, newest first; replies are not among it. */
    ObjectNode history(SlackArguments arguments) {
        SlackChannel channel = joined(arguments);
        Span span = Span.of(arguments);
        Optional<String> cursor = CURSOR.of(arguments);
        List<SlackMessage> found = new ArrayList<>(channel.roots().reversed());
        found.removeIf(message -> !span.has(message.ts())
                || cursor.filter(end -> message.ts().compareTo(end) >= 0).isPresent());
        int limit = arguments.limit(100, 999);
        return page(found.subList(0, Math.min(limit, found.size())), found.size() > limit, channel, arguments);
    }

    /** A thread, oldest first, its root at the head of every page. */
    ObjectNode replies(SlackArguments arguments) {
        SlackChannel channel = joined(arguments);
        Span span = Span.of(arguments);
        Optional<String> cursor = CURSOR.of(arguments);
        SlackMessage root =
                channel.find(arguments.required("ts")).orElseThrow(() -> SlackProblem.of("thread_not_found"));
        List<SlackMessage> found = new ArrayList<>(channel.replies(root.ts()));
        found.removeIf(message -> !span.has(message.ts())
                || cursor.filter(end -> message.ts().compareTo(end) <= 0).isPresent());
        int limit = Math.max(1, arguments.limit(1000, 1000) - 1);
        List<SlackMessage> shown = new ArrayList<>(List.of(root));
        shown.addAll(found.subList(0, Math.min(limit, found.size())));
        return page(shown, found.size() > limit, channel, arguments);
    }

    private ObjectNode page(List<SlackMessage> shown, boolean more, SlackChannel channel, SlackArguments arguments) {
        ArrayNode messages = Json.array();
        boolean allMetadata = arguments.flag("include_all_metadata");
        shown.forEach(message -> messages.add(thread(message, channel, allMetadata)));
        ObjectNode answer = Json.object();
        answer.set("messages", messages);
        answer.put("has_more", more);
        if (more) {
            answer.putObject("response_metadata")
                    .put("next_cursor", CURSOR.at(shown.getLast().ts()));
        }
        return answer;
    }

    /** A root of a thread shows how its thread stands. */
    private static ObjectNode thread(SlackMessage message, SlackChannel channel, boolean allMetadata) {
        ObjectNode shown = message.toJson(allMetadata);
        List<SlackMessage> replies = channel.replies(message.ts());
        if (!replies.isEmpty()) {
            shown.put("thread_ts", message.ts()).put("reply_count", replies.size());
            shown.put("latest_reply", replies.getLast().ts());
        }
        return shown;
    }

    private SlackChannel channel(SlackArguments arguments) {
        return workspace.channel(arguments.required("channel")).orElseThrow(() -> SlackProblem.of("channel_not_found"));
    }

    private SlackChannel joined(SlackArguments arguments) {
        SlackChannel channel = channel(arguments);
        if (!channel.member()) throw SlackProblem.of("not_in_channel");
        return channel;
    }

    /** From oldest to latest; the ends belong to it only where {@code inclusive} says so. */
    private record Span(Optional<BigDecimal> oldest, Optional<BigDecimal> latest, boolean inclusive) {
        static Span of(SlackArguments arguments) {
            return new Span(
                    arguments.time("oldest", "invalid_ts_oldest"),
                    arguments.time("latest", "invalid_ts_latest"),
                    arguments.flag("inclusive"));
        }

        boolean has(String ts) {
            BigDecimal time = new BigDecimal(ts);
            int atLeast = inclusive ? 0 : 1;
            return oldest.filter(end -> time.compareTo(end) < atLeast).isEmpty()
                    && latest.filter(end -> end.compareTo(time) < atLeast).isEmpty();
        }
    }
}
