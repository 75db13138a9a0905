package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An alert in a layout of our own, flat enough for a form; docs/sources.md says which fields it has. */
final class PlainAlert {

    /** What is said about an alert, and may change while it stays the same one; any other field is a label, and tells alerts apart. */
    static final Set<String> SAID = Set.of(
            "id",
            "delivery_id",
            "episode_key",
            "source_order",
            "state",
            "severity",
            "title",
            "message",
            "started_time",
            "ended_time",
            "occurrences",
            "url",
            "runbook_url",
            "dashboard_url");

    /** A check that can't tell is a warning: what should be watched is not. */
    private static final Map<String, Severity> STATES = Map.of(
            "warning", Severity.WARNING,
            "critical", Severity.CRITICAL,
            "unknown", Severity.WARNING,
            "down", Severity.CRITICAL,
            "unreachable", Severity.ERROR);

    /** Brings what stands for an alert into the layout. */
    interface Projection {

        JsonNode of(JsonNode alert, Reasons reasons);
    }

    private PlainAlert() {}

    /** Reads a body that has the layout itself. */
    static Reading all(Json.Parsed.Tree tree) {
        return all(tree.root(), (alert, reasons) -> {
            tree.flaw().ifPresent(reasons::add);
            return alert;
        });
    }

    /** Reads one alert, or a list of them. */
    static Reading all(JsonNode root, Projection projection) {
        if (root.isObject()) return one(root, "", projection);
        if (!root.isArray()) {
            return new Reading.Unreadable(
                    "the body is " + Fields.kind(root) + ", neither an object nor a list of them");
        }
        EventList events = new EventList();
        Reasons unread = new Reasons();
        int unreadCount = 0;
        for (int i = 0; i < root.size() && !events.isFull(); i++) {
            switch (one(root.get(i), "[" + i + "]", projection)) {
                case Reading.Read read -> read.events().forEach(events::add);
                case Reading.Unreadable stranger -> {
                    unread.add(stranger.reason());
                    unreadCount++;
                }
                case Reading.Malformed impossible -> throw new IllegalStateException(impossible.reason());
            }
        }
        if (events.isEmpty() && unreadCount > 0)
            return new Reading.Unreadable(unread.lines().getFirst());
        if (unreadCount > 0) events.add(UnreadPart.event(unreadCount, unread));
        return events.reading(unreadCount);
    }

    private static Reading one(JsonNode alert, String path, Projection projection) {
        Reasons reasons = new Reasons();
        JsonNode node = projection.of(alert, reasons);
        if (!node.isObject()) return new Reading.Unreadable(path + " is " + Fields.kind(node) + ", not an object");
        Fields root = new Fields(node, path, reasons);
        Map<String, String> labels = labels(root);
        if (root.word("id").isBlank() && labels.isEmpty()) {
            return new Reading.Unreadable(root.at("id") + ", host and check are missing: nobody knows which alert");
        }
        return new Reading.Read(List.of(alert(root, labels)));
    }

    private static Event alert(Fields root, Map<String, String> labels) {
        Draft draft = new Draft(root.reasons());
        String id = root.word("id");
        draft.fingerprint = id.isBlank() ? Fingerprint.ofLabels(labels) : id;
        draft.deliveryId = root.word("delivery_id");
        draft.episode(root.word("episode_key"), false);
        draft.sourceOrder = root.number("source_order");
        labels.forEach(draft::label);
        state(draft, root);
        draft.startedTime = root.moment("started_time");
        if (draft.status == EventStatus.RESOLVED) draft.endedTime = root.moment("ended_time");
        draft.occurrences = root.number("occurrences");
        String check = labels.getOrDefault("check", "");
        String host = labels.getOrDefault("host", "");
        draft.entitle(root.text("title"), check.isBlank() || host.isBlank() ? check + host : check + " on " + host);
        draft.description = root.text("message");
        draft.placeByLabels();
        draft.link(Link.Kind.SOURCE, root, "url");
        draft.link(Link.Kind.RUNBOOK, root, "runbook_url");
        draft.link(Link.Kind.DASHBOARD, root, "dashboard_url");
        return draft.event();
    }

    private static Map<String, String> labels(Fields root) {
        Map<String, String> labels = new TreeMap<>();
        for (String name : root.names()) {
            String value = SAID.contains(name) ? "" : root.word(name);
            if (!value.isBlank()) labels.put(name, value);
        }
        return labels;
    }

    private static void state(Draft draft, Fields root) {
        String word = root.word("state").strip();
        String state = word.toLowerCase(Locale.ROOT);
        Severity severity = STATES.getOrDefault(state, Severity.UNSPECIFIED);
        if (severity != Severity.UNSPECIFIED) draft.status = EventStatus.FIRING;
        else if (state.equals("up")) draft.status = EventStatus.RESOLVED;
        else
            draft.status = EventStatus.parse(state).orElseGet(() -> {
                root.reasons().add(root.at("state") + " says nothing known ('" + word + "'); firing was taken");
                return EventStatus.FIRING;
            });
        draft.severity(root.text("severity"));
        if (draft.severity == Severity.UNSPECIFIED) draft.severity = severity;
        draft.label("state", word);
    }
}
