package dev.firstline.e2e.standin.pagerduty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An event as PagerDuty checks it.
 *
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2/trigger-events/">PagerDuty: send an alert event</a>
 * @see <a href="https://github.com/PagerDuty/api-schema/blob/main/reference/events-v2/openapiv3.json">PagerDuty: the API's schema</a>
 */
final class PagerDutyEvent {
    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "error", "info");
    private static final int LONGEST_SUMMARY = 1024;
    private static final int LONGEST_DEDUP_KEY = 255;

    private PagerDutyEvent() {}

    /** Everything that is wrong with an event, in PagerDuty's words; empty where nothing is. */
    static List<String> errors(ObjectNode event) {
        List<String> errors = new ArrayList<>();
        routingKey(event, errors);
        String action = event.path("event_action").asText();
        if (action.isBlank()) errors.add("'event_action' is missing or blank");
        else if (!ACTIONS.contains(action)) {
            errors.add(
                    "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')");
        }
        String dedupKey = event.path("dedup_key").asText();
        if (dedupKey.length() > LONGEST_DEDUP_KEY) {
            errors.add("Length of 'dedup_key' is incorrect (should be at most 255 characters)");
        }
        if (dedupKey.isBlank() && (action.equals("acknowledge") || action.equals("resolve"))) {
            errors.add("'dedup_key' is missing or blank");
        }
        if (action.equals("trigger")) payload(event.path("payload"), errors);
        return errors;
    }

    private static void routingKey(ObjectNode event, List<String> errors) {
        String key = event.path("routing_key").asText();
        if (key.isBlank()) {
            errors.add("'routing_key' is missing or blank");
            return;
        }
        if (key.length() != 32) errors.add("Length of 'routing_key' is incorrect (should be 32 characters)");
        if (!key.matches("[A-Za-z0-9]*")) errors.add("'routing_key' cannot contain non-alphanumeric characters.");
    }

    private static void payload(JsonNode payload, List<String> errors) {
        if (!payload.isObject()) {
            errors.add("'payload' is missing or blank");
            return;
        }
        for (String needed : List.of("summary", "source", "severity")) {
            if (Json.text(payload, needed).isEmpty()) errors.add("'payload." + needed + "' is missing or blank");
        }
        if (payload.path("summary").asText().length() > LONGEST_SUMMARY) {
            errors.add("'payload.summary' is too long (maximum is 1024 characters)");
        }
        if (Json.text(payload, "severity")
                .filter(word -> !SEVERITIES.contains(word))
                .isPresent()) {
            errors.add("'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or"
                    + " 'info')");
        }
    }
}
