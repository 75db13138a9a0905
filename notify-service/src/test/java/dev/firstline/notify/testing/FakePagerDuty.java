package dev.firstline.notify.testing;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PagerDuty's Events API: a trigger after a resolve opens a new incident of the same key, as the real one does. */
public final class FakePagerDuty extends FakeServer {

    private final List<JsonObject> events = new ArrayList<>();
    private final Map<String, String> states = new HashMap<>();

    /** The events that were taken about an incident, as "trigger 0", "resolve 0" … */
    public synchronized List<String> events(String incidentId) {
        return events.stream()
                .filter(event -> event.getString("dedup_key").startsWith(incidentId + "/"))
                .map(event -> event.getString("event_action") + " "
                        + event.getString("dedup_key").substring(incidentId.length() + 1))
                .toList();
    }

    /** The last trigger's payload. */
    public synchronized JsonObject payload(String incidentId) {
        return events.stream()
                .filter(event ->
                        event.getString("dedup_key").startsWith(incidentId + "/") && event.containsKey("payload"))
                .toList()
                .getLast()
                .getJsonObject("payload");
    }

    /** Where a key stands: triggered, acknowledged, resolved; null where it is unknown. */
    public synchronized String state(String dedupKey) {
        return states.get(dedupKey);
    }

    /** The routing keys of acknowledgements that were taken and belong to no alert. */
    public synchronized List<String> trials() {
        return events.stream()
                .filter(event -> !states.containsKey(event.getString("dedup_key")))
                .map(event -> event.getString("routing_key"))
                .toList();
    }

    /** How many alerts there are or were. */
    public synchronized int alerts() {
        return states.size();
    }

    @Override
    String method(HttpExchange exchange, String body) {
        return new JsonObject(body).getString("event_action");
    }

    @Override
    Answer answer(String method, String type, String body) {
        JsonObject event = new JsonObject(body);
        events.add(event);
        String key = event.getString("dedup_key");
        String before = states.get(key);
        switch (method) {
            case "trigger" -> states.merge(key, "triggered", (old, now) -> old.equals("resolved") ? now : old);
            case "acknowledge" -> {
                if ("triggered".equals(before)) states.put(key, "acknowledged");
            }
            default -> {
                if (before != null) states.put(key, "resolved");
            }
        }
        return new Answer(
                202,
                new JsonObject().put("status", "success").put("dedup_key", key).encode());
    }

    @Override
    Answer error(String error) {
        // As the real one answers to an unknown routing key: no JSON.
        return new Answer(400, error);
    }
}
