package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.notify.channel.Wellbeing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Tries token, scopes and channels without writing anything.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/auth.test">Slack: auth.test</a>
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.info">Slack: conversations.info</a>
 */
final class SlackProbe {

    private static final List<String> NEEDED = List.of("chat:write", "channels:read", "channels:history");
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Channels that are looked at in one go: Slack allows about 50 such calls a minute. More take their turns. */
    private static final int AT_ONCE = 20;

    /** Channels that were only told something are not looked at beyond these. */
    private static final int MOST_NOTED = 200;

    private final SlackApi api;
    private final SlackChannelIds ids;
    private final Set<String> destinations = new ConcurrentSkipListSet<>();

    /** What the last look at each channel showed; the longest ago first. */
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    /**
     * What was seen of a channel.
     *
     * @param fact its id, or why nothing is known of it
     * @param problem what is wrong; empty where nothing is
     */
    private record Seen(String fact, Optional<String> problem) {}

    SlackProbe(SlackApi api, SlackChannelIds ids) {
        this.api = api;
        this.ids = ids;
    }

    /** A channel that is configured; looked at with the next probes. */
    void watch(String destination) {
        destinations.add(destination);
    }

    /** A channel that is told something; looked at from now on. */
    void note(String destination) {
        if (destinations.size() < MOST_NOTED) destinations.add(destination);
    }

    Wellbeing probe() {
        List<String> problems = new ArrayList<>();
        Map<String, String> facts = new TreeMap<>();
        switch (api.read("auth.test", Map.of(), DEADLINE)) {
            case SlackReply.Ok(JsonNode body, String scopes) -> {
                facts.put("team", body.path("team").asText());
                facts.put("user", body.path("user").asText());
                problems.addAll(missing(scopes));
                lookAtSome();
                tell(problems, facts);
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

    /** Those that were never looked at first, then those whose look is the longest ago. */
    private void lookAtSome() {
        List<String> turn = Stream.concat(
                        destinations.stream().filter(destination -> !seen.containsKey(destination)),
                        List.copyOf(seen.keySet()).stream())
                .limit(AT_ONCE)
                .toList();
        Map<String, SlackChannelIds.Search> found = ids.find(turn, DEADLINE);
        for (String destination : turn) {
            Look look = look(destination, found.get(destination));
            seen.remove(destination);
            seen.put(destination, look.seen());
            if (!look.answered()) return;
        }
    }

    private void tell(List<String> problems, Map<String, String> facts) {
        for (String destination : destinations) {
            Seen last = seen.getOrDefault(destination, new Seen("not looked at yet", Optional.empty()));
            facts.put("channel " + destination, last.fact());
            last.problem().ifPresent(problems::add);
        }
    }

    /** A look, and whether Slack answered at all: where it doesn't, the others wait for the next probe. */
    private record Look(Seen seen, boolean answered) {

        static Look well(String fact) {
            return new Look(new Seen(fact, Optional.empty()), true);
        }

        static Look wrong(String fact, String problem) {
            return new Look(new Seen(fact, Optional.of(problem)), true);
        }

        static Look unanswered(String why) {
            return new Look(new Seen(why, Optional.empty()), false);
        }
    }

    private Look look(String destination, SlackChannelIds.Search found) {
        return switch (found) {
            case SlackChannelIds.Search.Found known -> lookAt(destination, known.id());
            case SlackChannelIds.Search.Unlisted unlisted ->
                Look.well("not in the list of channels that the token may see; seen once it is told something");
            case SlackChannelIds.Search.Unanswered unanswered ->
                Look.well("the channels can't be listed: " + words(unanswered.reply()));
        };
    }

    private Look lookAt(String destination, String id) {
        SlackReply answer = api.read("conversations.info", Map.of("channel", id), DEADLINE);
        return switch (answer) {
            case SlackReply.Ok(JsonNode body, String scopes) -> of(destination, body.path("channel"));
            case SlackReply.Refused refused -> Look.wrong(words(refused), destination + ": " + words(refused));
            case SlackReply.Limited limited -> Look.unanswered(words(limited));
            case SlackReply.NotSent notSent -> Look.unanswered(words(notSent));
            case SlackReply.Unclear unclear -> Look.unanswered(words(unclear));
        };
    }

    private static Look of(String destination, JsonNode channel) {
        String id = channel.path("id").asText();
        if (channel.path("is_archived").asBoolean()) return Look.wrong(id, destination + " is archived");
        return channel.path("is_member").asBoolean(true)
                ? Look.well(id)
                : Look.wrong(id, "the bot is not in " + destination + "; invite it");
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
