package dev.firstline.e2e.standin.pagerduty;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Act;
import dev.firstline.e2e.standin.Effects;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.RateWindow;
import dev.firstline.e2e.standin.Reply;
import dev.firstline.e2e.standin.Request;
import dev.firstline.e2e.standin.Vendor;
import dev.firstline.e2e.standin.pagerduty.PagerDutyIncident.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The Events API v2 over a list of incidents. */
final class PagerDutyApi implements Vendor {
    private static final String PATH = "/v2/enqueue";
    // 512 KB, after which PagerDuty refuses an event.
    private static final int LARGEST = 512 * 1024;

    private final InstantSource clock;
    private final Set<String> routingKeys = new LinkedHashSet<>();
    private final List<PagerDutyIncident> incidents = new ArrayList<>();
    // Routing key and dedup key → index of the incident that has them last.
    private final Map<List<String>, Integer> latest = new HashMap<>();
    private Optional<RateWindow> limit = Optional.empty();

    PagerDutyApi(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String kind(Request request) {
        if (!request.path().equals(PATH)) return request.method() + " " + request.path();
        return Json.parseObject(request.body())
                .flatMap(event -> Json.text(event, "event_action"))
                .orElse("enqueue");
    }

    @Override
    public Reply answer(Request request, Effects effects) {
        if (!request.path().equals(PATH) || !request.method().equals("POST")) return Reply.text(404, "Not Found");
        if (request.body().length() > LARGEST) return Reply.text(413, "Request Entity Too Large");
        Optional<ObjectNode> event = Json.parseObject(request.body());
        if (event.isEmpty()) {
            return no(400, "Unrecognized object", "Event object format is unrecognized", List.of("JSON parse error"));
        }
        List<String> errors = PagerDutyEvent.errors(event.get());
        return errors.isEmpty() ? accepted(event.get(), effects) : invalid(errors);
    }

    private synchronized Reply accepted(ObjectNode event, Effects effects) {
        String routingKey = event.path("routing_key").textValue();
        // A key of the right form that belongs to no integration is refused in plain text, unlike all else.
        if (!routingKeys.contains(routingKey)) return Reply.text(400, "Invalid routing key");
        Optional<Duration> wait = limit.flatMap(window -> window.take(routingKey));
        if (wait.isPresent()) return throttled();
        String dedupKey = Json.text(event, "dedup_key")
                .orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
        happen(routingKey, dedupKey, event, effects);
        ObjectNode answer = Json.object().put("status", "success").put("message", "Event processed");
        return Reply.json(202, answer.put("dedup_key", dedupKey));
    }

    /** What doesn't find an open incident does nothing, unless it is a trigger, which opens one. */
    private void happen(String routingKey, String dedupKey, ObjectNode event, Effects effects) {
        String action = event.path("event_action").textValue();
        var entry = new PagerDutyIncident.Entry(clock.instant(), action, event.deepCopy());
        Integer index = latest.get(List.of(routingKey, dedupKey));
        boolean open = index != null && incidents.get(index).status() != Status.RESOLVED;
        if (open) {
            PagerDutyIncident after = incidents.get(index).after(entry);
            incidents.set(index, after);
            effects.happened(name(action), effect(after));
        } else if (action.equals("trigger")) {
            latest.put(List.of(routingKey, dedupKey), incidents.size());
            incidents.add(new PagerDutyIncident(
                    incidents.size() + 1, routingKey, dedupKey, Status.TRIGGERED, List.of(entry)));
            effects.happened("opened", effect(incidents.getLast()));
        }
    }

    private static String name(String action) {
        return switch (action) {
            case "trigger" -> "deduplicated";
            case "acknowledge" -> "acknowledged";
            default -> "resolved";
        };
    }

    private static ObjectNode effect(PagerDutyIncident incident) {
        return Json.object()
                .put("incident", incident.number())
                .put("routing_key", incident.routingKey())
                .put("dedup_key", incident.dedupKey())
                .put("status", incident.status().name())
                .put("summary", incident.summary());
    }

    synchronized List<PagerDutyIncident> incidents() {
        return List.copyOf(incidents);
    }

    synchronized void integrate(String routingKey) {
        routingKeys.add(routingKey);
    }

    synchronized void limit(RateWindow.Rate rate) {
        limit = Optional.of(new RateWindow(rate, clock));
    }

    private static Reply throttled() {
        ObjectNode body = Json.object().put("status", "throttle exceeded");
        return Reply.json(
                429, body.put("message", "Requests for this service are arriving too quickly.  Please retry later."));
    }

    private static Reply invalid(List<String> errors) {
        return no(400, "invalid event", "Event object is invalid", errors);
    }

    private static Reply no(int status, String word, String message, List<String> errors) {
        ObjectNode body = Json.object().put("status", word).put("message", message);
        return Reply.json(status, body.set("errors", Json.texts(errors)));
    }

    @Override
    public Reply refusal(Act.Refusal refusal) {
        return switch (refusal) {
            case Act.RateLimit rate -> throttled().with("Retry-After", Integer.toString(rate.retryAfterSeconds()));
            case Act.Fail fail ->
                no(fail.status(), "Internal Server Error", "The server experienced an error", List.of());
            case Act.Refuse refuse -> invalid(List.of(refuse.error()));
        };
    }

    @Override
    public synchronized ObjectNode state() {
        ArrayNode list = Json.array();
        incidents.forEach(incident -> list.add(incident.toJson()));
        return Json.object().set("incidents", list);
    }

    /** {@code {"routing_key": "…"}} adds an integration; {@code {"per_minute": 120}} limits each of them. */
    @Override
    public void configure(ObjectNode setting) {
        if (setting.has("per_minute"))
            limit(RateWindow.Rate.perMinute(setting.path("per_minute").asInt()));
        else {
            integrate(Json.text(setting, "routing_key")
                    .orElseThrow(() -> new IllegalArgumentException("routing_key or per_minute is needed")));
        }
    }
}
