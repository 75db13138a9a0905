package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Effects;
import dev.firstline.e2e.standin.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code chat.*} methods.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">Slack: chat.postMessage</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.update">Slack: chat.update</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.delete">Slack: chat.delete</a>
 */
final class SlackChat {
    private static final int LONGEST_POST = 40_000;
    private static final int LONGEST_EDIT = 4_000;
    private final SlackWorkspace workspace;

    SlackChat(SlackWorkspace workspace) {
        this.workspace = workspace;
    }

    /**
     * {@code chat.postMessage}. A {@code thread_ts} whose message is gone makes the reply a message of the channel, without an error: the
     * answer's missing {@code thread_ts} is the only sign.
     *
     * @see <a href="https://github.com/slack-go/slack/issues/1571">slack-go#1571: replies to a deleted message</a>
     */
    ObjectNode post(SlackArguments arguments, Set<String> scopes, Effects effects) {
        SlackChannel channel = workspace
                .channelNamed(arguments.text("channel").orElse(""))
                .orElseThrow(() -> SlackProblem.of("channel_not_found"));
        if (channel.archived()) throw SlackProblem.of("is_archived");
        if (!channel.member() && !scopes.contains("chat:write.public")) throw SlackProblem.of("not_in_channel");
        workspace.gate().post(channel.id());
        SlackMessage.Content content = SlackContent.of(arguments, LONGEST_POST);
        arguments.time("thread_ts", "invalid_thread_ts");
        SlackMessage posted = channel.post(
                arguments.text("thread_ts"),
                SlackWorkspace.BOT_USER,
                content,
                workspace.clock().instant());
        effects.happened("posted", effect(channel, posted));
        return answer(channel, posted);
    }

    /** {@code chat.update}. */
    ObjectNode update(SlackArguments arguments, Effects effects) {
        SlackChannel channel = channel(arguments);
        SlackMessage message = message(channel, arguments, "cant_update_message");
        SlackMessage.Content content = SlackContent.edited(message.content(), SlackContent.of(arguments, LONGEST_EDIT));
        SlackMessage edited = channel.edit(message, content, workspace.clock().instant());
        effects.happened("updated", effect(channel, edited));
        return answer(channel, edited).put("text", content.text());
    }

    /** {@code chat.delete}. */
    ObjectNode delete(SlackArguments arguments, Effects effects) {
        SlackChannel channel = channel(arguments);
        SlackMessage message = message(channel, arguments, "cant_delete_message");
        channel.delete(message);
        effects.happened("deleted", effect(channel, message));
        return Json.object().put("channel", channel.id()).put("ts", message.ts());
    }

    private SlackChannel channel(SlackArguments arguments) {
        return workspace.channel(arguments.required("channel")).orElseThrow(() -> SlackProblem.of("channel_not_found"));
    }

    private static SlackMessage message(SlackChannel channel, SlackArguments arguments, String notOurs) {
        Optional<SlackMessage> found = channel.find(arguments.required("ts")).filter(message -> !message.tombstone());
        SlackMessage message = found.orElseThrow(() -> SlackProblem.of("message_not_found"));
        if (!message.user().equals(SlackWorkspace.BOT_USER)) throw SlackProblem.of(notOurs);
        return message;
    }

    private static ObjectNode answer(SlackChannel channel, SlackMessage message) {
        ObjectNode answer = Json.object().put("channel", channel.id()).put("ts", message.ts());
        return answer.set("message", message.toJson(true));
    }

    private static ObjectNode effect(SlackChannel channel, SlackMessage message) {
        ObjectNode details = message.toJson(true).put("channel", channel.id());
        details.remove(List.of("type", "bot_id", "app_id", "team"));
        return details;
    }
}
