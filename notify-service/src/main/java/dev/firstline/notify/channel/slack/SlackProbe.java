package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.notify.channel.Wellbeing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Tries token, scopes and channels without writing anything.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/auth.test">Slack: auth.test</a>
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.info">Slack: conversations.info</a>
 */
final class SlackProbe {

    private static final List<String> NEEDED = List.of("chat:write", "channels:read", "channels:history");
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Channels beyond these are not looked at each time. */
    private static final int MOST_CHANNELS = 20;

    private final SlackApi api;
    private final SlackChannelIds ids;
    private final Set<String> destinations = new ConcurrentSkipListSet<>();

    SlackProbe(SlackApi api, SlackChannelIds ids, Optional<String> defaultChannel) {
        this.api = api;
        this.ids = ids;
        defaultChannel.ifPresent(destinations::add);
    }

    /** A channel that is told something; looked at from now on. */
    void note(String destination) {
        if (destinations.size() < MOST_CHANNELS) destinations.add(destination);
    }

    Wellbeing probe() {
        List<String> problems = new ArrayList<>();
        Map<String, String> facts = new TreeMap<>();
        switch (api.read("auth.test", Map.of(), DEADLINE)) {
            case SlackReply.Ok(JsonNode body, String scopes) -> {
                facts.put("team", body.path("team").asText());
                facts.put("user", body.path("user").asText());
                problems.addAll(missing(scopes));
                destinations.forEach(destination -> look(destination, problems, facts));
            }
            case SlackReply.Refused refused ->
                problems.add(
                        SlackErrors.of(refused.error()) == SlackErrors.TOKEN
                                ? "wrong token: Slack answers " + refused.error()
                                : "Slack answers " + refused.error());
            case SlackReply.Limited limited -> problems.add("Slack asks to be called less often");
            case SlackReply.NotSent notSent -> problems.add("Slack can't be reached: " + notSent.reason());
            case SlackReply.Unclear unclear -> problems.add("Slack gives no usable answer: " + unclear.reason());
        }
        return new Wellbeing(true, problems, facts);
    }

    private static List<String> missing(String scopes) {
        if (scopes.isBlank()) return List.of();
        List<String> granted =
                List.of(scopes.split(",")).stream().map(String::strip).toList();
        return NEEDED.stream()
                .filter(scope -> !granted.contains(scope))
                .map(scope -> "the token lacks the scope " + scope)
                .toList();
    }

    private void look(String destination, List<String> problems, Map<String, String> facts) {
        switch (ids.find(destination, DEADLINE)) {
            case SlackChannelIds.Search.Found found -> look(destination, found.id(), problems, facts);
            case SlackChannelIds.Search.Unlisted unlisted ->
                facts.put("channel " + destination, "not in the list of channels; seen once it is told something");
            case SlackChannelIds.Search.Unanswered unanswered ->
                facts.put("channel " + destination, "the channels can't be listed: " + words(unanswered.reply()));
        }
    }

    private void look(String destination, String id, List<String> problems, Map<String, String> facts) {
        SlackReply answer = api.read("conversations.info", Map.of("channel", id), DEADLINE);
        switch (answer) {
            case SlackReply.Ok(JsonNode body, String scopes) -> {
                JsonNode channel = body.path("channel");
                facts.put("channel " + destination, channel.path("id").asText());
                if (channel.path("is_archived").asBoolean()) problems.add(destination + " is archived");
                else if (!channel.path("is_member").asBoolean(true)) {
                    problems.add("the bot is not in " + destination + "; invite it");
                }
            }
            case SlackReply.Refused refused -> problems.add(destination + ": " + words(refused));
            case SlackReply.Limited limited -> facts.put("channel " + destination, words(limited));
            case SlackReply.NotSent notSent -> facts.put("channel " + destination, words(notSent));
            case SlackReply.Unclear unclear -> facts.put("channel " + destination, words(unclear));
        }
    }

    private static String words(SlackReply notOk) {
        return switch (notOk) {
            case SlackReply.Refused refused -> "Slack answers " + refused.error();
            case SlackReply.Limited limited -> "not looked at: too many calls";
            case SlackReply.NotSent notSent -> notSent.reason();
            case SlackReply.Unclear unclear -> unclear.reason();
            case SlackReply.Ok ok -> throw new IllegalArgumentException("that is an ok");
        };
    }
}
