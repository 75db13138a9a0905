package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.notify.channel.Attempt;
import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.domain.Told;
import java.time.Duration;

/**
 * The calls that bring something to people.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">Slack: chat.postMessage</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.update">Slack: chat.update</a>
 */
final class SlackSending {

    private final SlackApi api;
    private final SlackOutcomes outcomes;
    private final SlackChannelIds ids;

    SlackSending(SlackApi api, SlackOutcomes outcomes, SlackChannelIds ids) {
        this.api = api;
        this.outcomes = outcomes;
        this.ids = ids;
    }

    Outcome post(Conversation conversation, SlackOperation.Post post, Attempt attempt) {
        Told told = conversation.told();
        String destination = conversation.key().destination();
        String deliveryId = attempt.deliveryId().toString();
        ObjectNode message = message(post.text()).put("channel", destination);
        SlackMessages.mark(message, conversation.incident().id(), deliveryId);
        SlackReply answer = api.write("chat.postMessage", message, attempt.deadline());
        if (!(answer instanceof SlackReply.Ok(JsonNode body, String scopes))) return outcomes.of(answer, told, told);
        String ts = body.path("ts").asText();
        String channelId = body.path("channel").asText(destination);
        ids.learned(destination, channelId);
        Told knows = SlackThread.posted(told, channelId, ts, deliveryId);
        return new Outcome.Sent(ts, "", SlackThread.showing(knows, post.digest()));
    }

    Outcome edit(Conversation conversation, SlackOperation.Edit edit, Attempt attempt) {
        Told told = conversation.told();
        String ts = SlackThread.root(told).orElseThrow();
        ObjectNode message =
                message(edit.text()).put("channel", channelId(conversation)).put("ts", ts);
        String rootDelivery = SlackThread.rootDelivery(told);
        if (!rootDelivery.isEmpty())
            SlackMessages.mark(message, conversation.incident().id(), rootDelivery);
        Told showing = SlackThread.showing(told, edit.digest());
        SlackReply answer = api.write("chat.update", message, attempt.deadline());
        if (answer instanceof SlackReply.Ok) return new Outcome.Sent(ts, "", showing);
        return outcomes.of(answer, told, showing);
    }

    Outcome reply(Conversation conversation, SlackOperation.Reply reply, Attempt attempt) {
        Told told = conversation.told();
        String deliveryId = attempt.deliveryId().toString();
        ObjectNode message = message(reply.text())
                .put("channel", channelId(conversation))
                .put("thread_ts", SlackThread.root(told).orElseThrow());
        SlackMessages.mark(message, conversation.incident().id(), deliveryId, reply.firstSeq(), reply.lastSeq());
        SlackReply answer = api.write("chat.postMessage", message, attempt.deadline());
        Told further = told.upTo(reply.lastSeq());
        if (!(answer instanceof SlackReply.Ok(JsonNode body, String scopes))) {
            return outcomes.of(answer, told, further);
        }
        String ts = body.path("ts").asText();
        if (body.path("message").path("thread_ts").asText("").isEmpty()) {
            return withoutItsThread(conversation, ts, attempt);
        }
        return new Outcome.Sent(ts, "", further);
    }

    // A reply to a message that somebody deleted becomes a message of the channel, and the answer's missing thread_ts
    // is the only sign of it: take it back, and begin again with a first message.
    private Outcome withoutItsThread(Conversation conversation, String ts, Attempt attempt) {
        if (!attempt.outlastsCall()) return new Outcome.Unseen("its thread is gone; the lease ran out");
        SlackReply gone = delete(channelId(conversation), ts, attempt);
        if (!(gone instanceof SlackReply.Ok)) return new Outcome.Unseen("its thread is gone; it stands in the channel");
        return new Outcome.Refused("its thread is gone", SlackThread.lost(conversation.told()), Duration.ZERO);
    }

    SlackReply delete(String channelId, String ts, Attempt attempt) {
        ObjectNode message = api.arguments().put("channel", channelId).put("ts", ts);
        return api.write("chat.delete", message, attempt.deadline());
    }

    private ObjectNode message(String text) {
        return api.arguments().put("text", text).put("unfurl_links", false).put("unfurl_media", false);
    }

    private static String channelId(Conversation conversation) {
        return SlackThread.channelId(conversation.told())
                .orElse(conversation.key().destination());
    }
}
