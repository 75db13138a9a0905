package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code /_control} may configure: {@code {"channel": {"id", "name", "member", "archived"}}},
 * {@code {"token": "xoxb-…", "scopes": […]}}, {@code {"raise_limits": 100}} (1 is Slack's own).
 */
final class SlackSetting {
    private SlackSetting() {}

    static void apply(ObjectNode setting, SlackWorkspace workspace) {
        if (setting.get("channel") instanceof ObjectNode channel) {
            workspace.add(new SlackChannel(
                    required(channel, "id"),
                    required(channel, "name"),
                    channel.path("member").asBoolean(true),
                    channel.path("archived").asBoolean(false)));
        } else if (setting.has("token")) {
            workspace.allow(required(setting, "token"), scopes(setting.path("scopes")));
        } else if (setting.has("raise_limits")) {
            workspace.limit(SlackLimits.raised(setting.path("raise_limits").asInt()));
        } else {
            throw new IllegalArgumentException("one of channel, token, raise_limits is needed");
        }
    }

    private static List<String> scopes(JsonNode named) {
        if (!named.isArray()) return SlackStandIn.SCOPES;
        List<String> scopes = new ArrayList<>();
        named.forEach(scope -> scopes.add(scope.asText()));
        return scopes;
    }

    private static String required(ObjectNode object, String field) {
        return Json.text(object, field).orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
    }
}
