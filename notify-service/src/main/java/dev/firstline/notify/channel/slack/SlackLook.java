package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.notify.channel.Attempt;
import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.domain.ThreadTruth;
import dev.firstline.notify.domain.ThreadTruth.Seen;
import dev.firstline.notify.domain.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads what really stands in Slack about an incident, and takes away what stands there twice.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.history">Slack: conversations.history</a>
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.replies">Slack: conversations.replies</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.delete">Slack: chat.delete</a>
 */
final class SlackLook {

    private final SlackApi api;
    private final SlackOutcomes outcomes;
    private final SlackChannelIds ids;
    private final Duration lookBack;

    SlackLook(SlackApi api, SlackOutcomes outcomes, SlackChannelIds ids, Duration lookBack) {
        this.api = api;
        this.outcomes = outcomes;
        this.ids = ids;
        this.lookBack = lookBack;
    }

    Outcome look(Conversation conversation, SlackOperation.Look look, Attempt attempt) {
        Optional<String> known = SlackThread.channelId(conversation.told());
        if (known.isPresent()) return look(conversation, known.get(), look, attempt);
        return switch (ids.find(conversation.key().destination(), attempt.deadline())) {
            case SlackChannelIds.Search.Found found -> look(conversation, found.id(), look, attempt);
            case SlackChannelIds.Search.Unanswered unanswered -> notLooked(conversation, unanswered.reply());
            // Nothing can be read without the channel's id, which the next message brings.
            case SlackChannelIds.Search.Unlisted unlisted ->
                new Outcome.Blind("Slack does not list the channel: configure its id, or give the token groups:read");
        };
    }

    private Outcome look(Conversation conversation, String channelId, SlackOperation.Look look, Attempt attempt) {
        try {
            return new Look(conversation, channelId, attempt).done(look.settles());
        } catch (Stopped stopped) {
            return stopped.outcome;
        }
    }

    /** Looking and taking away can be done again, so an end that nobody saw needs no look of its own. */
    private Outcome notLooked(Conversation conversation, SlackReply answer) {
        Outcome outcome = outcomes.of(answer, conversation.told(), conversation.told());
        // A token that may write but not read tells people all the same: better twice for a while than never.
        if (SlackErrors.isMissingScope(answer) && outcome instanceof Outcome.Postponed lacking) {
            return new Outcome.Blind(lacking.reason());
        }
        return outcome instanceof Outcome.Unseen unseen ? new Outcome.Postponed(null, unseen.reason(), false) : outcome;
    }

    /** An answer that ends the look before it is done: it is begun anew later, and changes nothing twice. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Outcome outcome;

        Stopped(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    private final class Look {
        private final Conversation conversation;
        private final UUID incidentId;
        private final String channelId;
        private final Attempt attempt;
        private final List<Seen> roots = new ArrayList<>();
        private final List<Seen> strays = new ArrayList<>();
        private final List<Seen> staying = new ArrayList<>();
        private final Map<String, List<Seen>> threads = new HashMap<>();

        Look(Conversation conversation, String channelId, Attempt attempt) {
            this.conversation = conversation;
            this.incidentId = conversation.incident().id();
            this.channelId = channelId;
            this.attempt = attempt;
        }

        Outcome done(boolean settles) {
            Optional<String> known = SlackThread.root(conversation.told());
            if (known.isEmpty() || settles) readChannel();
            ThreadTruth.root(known, roots).ifPresent(this::readThread);
            roots.forEach(root -> readThread(root.ts()));
            ThreadTruth truth = ThreadTruth.of(known, conversation.told().seq(), roots, strays, threads);
            truth.doubles().forEach(this::delete);
            return new Outcome.Looked(believed(truth, settles), found(truth));
        }

        private void readChannel() {
            Instant oldest = conversation.doubtTime().minus(lookBack);
            Map<String, String> arguments = arguments();
            arguments.put("oldest", oldest.getEpochSecond() + ".000000");
            for (Seen message : read("conversations.history", arguments)) {
                (SlackMessages.isReply(message) ? strays : roots).add(message);
            }
        }

        private void readThread(String ts) {
            if (threads.containsKey(ts)) return;
            Map<String, String> arguments = arguments();
            arguments.put("ts", ts);
            List<Seen> replies = read("conversations.replies", arguments).stream()
                    .filter(SlackMessages::isReply)
                    .toList();
            threads.put(ts, replies);
        }

        private List<Seen> read(String method, Map<String, String> arguments) {
            List<Seen> messages = new ArrayList<>();
            String cursor = "";
            do {
                if (!cursor.isEmpty()) arguments.put("cursor", cursor);
                SlackReply answer = asked(() -> api.read(method, arguments, attempt.deadline()));
                // Somebody has deleted the message that the thread hangs on.
                if (isRefused(answer, SlackErrors.ROOT_GONE)) return messages;
                JsonNode body = body(answer);
                for (JsonNode message : body.path("messages")) {
                    SlackMessages.read(message, incidentId).ifPresent(messages::add);
                }
                cursor = body.path("response_metadata").path("next_cursor").asText("");
            } while (!cursor.isEmpty());
            return messages;
        }

        /** What Slack does not let go (a workspace may forbid it) stays, so that the story goes on. */
        private void delete(Seen message) {
            ObjectNode arguments = api.arguments().put("channel", channelId).put("ts", message.ts());
            SlackReply answer = asked(() -> api.write("chat.delete", arguments, attempt.deadline()));
            if (isRefused(answer, SlackErrors.MESSAGE)) staying.add(message);
            else if (!isRefused(answer, SlackErrors.ROOT_GONE)) body(answer);
        }

        private SlackReply asked(Supplier<SlackReply> call) {
            if (!attempt.outlastsCall()) throw new Stopped(new Outcome.Postponed(null, "the lease ran out", false));
            return call.get();
        }

        private JsonNode body(SlackReply answer) {
            if (answer instanceof SlackReply.Ok ok) return ok.body();
            throw new Stopped(notLooked(conversation, answer));
        }

        private static boolean isRefused(SlackReply answer, SlackErrors as) {
            return answer instanceof SlackReply.Refused refused && SlackErrors.of(refused.error()) == as;
        }

        private Map<String, String> arguments() {
            Map<String, String> arguments = new HashMap<>();
            arguments.put("channel", channelId);
            arguments.put("include_all_metadata", "true");
            arguments.put("limit", "999");
            return arguments;
        }

        private Told believed(ThreadTruth truth, boolean settles) {
            Told told = conversation.told().upTo(truth.seq());
            Optional<String> adopted = truth.root()
                    .filter(ts -> SlackThread.root(conversation.told()).isEmpty());
            if (adopted.isPresent()) {
                String ts = adopted.get();
                UUID delivery = roots.stream()
                        .filter(root -> root.ts().equals(ts))
                        .findFirst()
                        .orElseThrow()
                        .deliveryId();
                told = SlackThread.posted(told, channelId, ts, delivery.toString());
            }
            return settles ? SlackThread.unsure(told) : told;
        }

        private List<Outcome.Found> found(ThreadTruth truth) {
            List<Seen> all = new ArrayList<>(roots);
            all.addAll(strays);
            threads.values().forEach(all::addAll);
            return all.stream()
                    .map(seen -> new Outcome.Found(
                            seen.deliveryId(),
                            seen.ts(),
                            staying.contains(seen) || !truth.doubles().contains(seen)))
                    .toList();
        }
    }
}
