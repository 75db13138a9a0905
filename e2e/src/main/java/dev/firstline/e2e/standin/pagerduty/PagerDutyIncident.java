package dev.firstline.e2e.standin.pagerduty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An incident, opened by a trigger.
 *
 * @param number 1 for the first one
 * @param routingKey the integration that it came through
 * @param dedupKey what its events have in common
 * @param status where it stands
 * @param history every event that reached it while it was open, oldest first
 */
public record PagerDutyIncident(int number, String routingKey, String dedupKey, Status status, List<Entry> history) {

    public PagerDutyIncident {
        history = List.copyOf(history);
    }

    /** Where an incident stands; there is no way back from the last. */
    public enum Status {
        TRIGGERED,
        ACKNOWLEDGED,
        RESOLVED
    }

    /**
     * One event.
     *
     * @param time when it arrived
     * @param action {@code trigger}, {@code acknowledge} or {@code resolve}
     * @param event as it was sent
     */
    public record Entry(Instant time, String action, ObjectNode event) {}

    /** The summary of the trigger that opened it. */
    public String summary() {
        return history.getFirst().event().path("payload").path("summary").asText();
    }

    PagerDutyIncident after(Entry entry) {
        List<Entry> longer = new ArrayList<>(history);
        longer.add(entry);
        Status next =
                switch (entry.action()) {
                    case "acknowledge" -> Status.ACKNOWLEDGED;
                    case "resolve" -> Status.RESOLVED;
                    default -> status;
                };
        return new PagerDutyIncident(number, routingKey, dedupKey, next, longer);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("number", number).put("dedup_key", dedupKey);
        json.put("status", status.name()).put("summary", summary());
        var entries = json.putArray("history");
        history.forEach(entry ->
                entries.addObject().put("time", entry.time().toString()).put("action", entry.action()));
        return json;
    }
}
