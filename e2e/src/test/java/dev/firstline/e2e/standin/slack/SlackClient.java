package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.Wire;
import java.util.Map;

/** What a bot's program does with the Web API. */
final class SlackClient {
    private final Wire wire;

    SlackClient(SlackStandIn slack, String token) {
        wire = new Wire(slack.baseUrl(), Map.of("Authorization", "Bearer " + token));
    }

    Wire wire() {
        return wire;
    }

    Wire.Got call(String method, ObjectNode arguments) throws Exception {
        return wire.post("/api/" + method, arguments);
    }

    Wire.Got read(String method, String query) throws Exception {
        return wire.get("/api/" + method + "?" + query);
    }

    String post(String channel, String text) throws Exception {
        return ts(call("chat.postMessage", message(channel, text)));
    }

    String reply(String channel, String thread, String text) throws Exception {
        return ts(call("chat.postMessage", message(channel, text).put("thread_ts", thread)));
    }

    static ObjectNode message(String channel, String text) {
        return Json.object().put("channel", channel).put("text", text);
    }

    static String ts(Wire.Got got) {
        JsonNode body = got.json();
        if (!body.path("ok").asBoolean()) throw new AssertionError(got.text());
        return body.path("ts").asText();
    }

    static String error(Wire.Got got) {
        if (got.status() != 200 || got.json().path("ok").asBoolean())
            throw new AssertionError(got.status() + got.text());
        return got.json().path("error").asText();
    }
}
