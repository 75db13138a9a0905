package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.notify.channel.http.Answer;
import dev.firstline.notify.channel.http.Caller;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Web API, one call at a time.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/">Slack: using the Web API</a>
 */
final class SlackApi {

    /** Errors after which nobody can say whether something was done. Slack says so of fatal_error itself. */
    private static final Set<String> UNCLEAR = Set.of("internal_error", "fatal_error", "service_unavailable");

    private static final Set<String> LIMITED = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");

    private final Caller caller;
    private final ObjectMapper json;
    private final URI base;
    private final SlackToken token;

    SlackApi(Caller caller, ObjectMapper json, URI base, SlackToken token) {
        this.caller = caller;
        this.json = json;
        this.base = base.getPath().endsWith("/") ? base : URI.create(base + "/");
        this.token = token;
    }

    /** A method that reads; these take no JSON. */
    SlackReply read(String method, Map<String, String> arguments, Duration deadline) {
        String form = arguments.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
        return call(method, "application/x-www-form-urlencoded", form, deadline);
    }

    /** A method that writes. */
    SlackReply write(String method, ObjectNode arguments, Duration deadline) {
        return call(method, "application/json; charset=utf-8", arguments.toString(), deadline);
    }

    /** An empty set of arguments. */
    ObjectNode arguments() {
        return json.createObjectNode();
    }

    private SlackReply call(String method, String type, String body, Duration deadline) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(method))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token.value())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return switch (caller.call(request, deadline)) {
            case Answer.NotSent notSent -> new SlackReply.NotSent(notSent.reason());
            case Answer.Silence silence -> new SlackReply.Unclear(silence.reason());
            case Answer.Received received -> read(received);
        };
    }

    // Slack answers 200 with ok=false, so the body decides.
    private SlackReply read(Answer.Received answer) {
        if (answer.status() == 429) return new SlackReply.Limited(answer.retryAfter());
        if (answer.status() >= 500) return new SlackReply.Unclear("HTTP " + answer.status());
        JsonNode body = parsed(answer.body());
        if (body == null || !body.path("ok").isBoolean()) {
            return new SlackReply.Unclear("HTTP " + answer.status() + " with a body that isn't Slack's");
        }
        if (body.path("ok").booleanValue()) return new SlackReply.Ok(body, answer.scopes());
        String error = body.path("error").asText("no error named");
        if (LIMITED.contains(error)) return new SlackReply.Limited(answer.retryAfter());
        if (UNCLEAR.contains(error)) return new SlackReply.Unclear(error);
        String needed = body.path("needed").asText("");
        return new SlackReply.Refused(error, needed.isEmpty() ? "" : "needs the scope " + needed);
    }

    private JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException unreadable) {
            return null;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
