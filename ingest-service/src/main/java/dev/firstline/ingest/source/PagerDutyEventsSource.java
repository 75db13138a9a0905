package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * PagerDuty's Events API, version 2, of which Firstline can take the place: a tool sends here what it would send there. {@code trigger}
 * fires, {@code resolve} ends; {@code acknowledge} says nothing about the alert's state and makes no event.
 *
 * <p>Fingerprint: {@code dedup_key}. Where a trigger has none PagerDuty makes one up; here it is a hash over source, component, group,
 * class, client, details and summary, so that what is sent again is the same alert and whatever differs is another one; it is answered,
 * too. Neither order, episode key nor delivery id
 * are stated.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Send an alert event</a>
 */
@Singleton
public class PagerDutyEventsSource implements SourceAdapter {

    /** Its type, by which the way in finds its sources. */
    public static final String TYPE = "pagerduty-events";

    private static final String KEY = "routing_key";
    private static final byte[] NONE = {};

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String identity() {
        return "dedup_key; where a trigger has none a hash over source, component, group, class, client,"
                + " custom_details and summary";
    }

    /** The secret that a body shows; empty where it shows none. */
    public static byte[] secret(byte[] body) {
        return Json.parse(body) instanceof Json.Parsed.Tree tree
                ? tree.root().path(KEY).asText("").getBytes(StandardCharsets.UTF_8)
                : NONE;
    }

    @Override
    public byte[] withoutSecret(byte[] body) {
        if (!(Json.parse(body) instanceof Json.Parsed.Tree tree) || !(tree.root() instanceof ObjectNode event)) {
            return body;
        }
        event.remove(KEY);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The key that an event has, or would get; empty where it could not have one. */
    public static String dedupKey(Payload payload) {
        return Json.parse(payload.body()) instanceof Json.Parsed.Tree tree ? dedupKey(Fields.root(tree)) : "";
    }

    private static String dedupKey(Fields root) {
        String given = root.word("dedup_key").strip();
        if (!given.isEmpty() || !isTrigger(root)) return given;
        Fields alert = root.object("payload");
        Draft said = new Draft(root.reasons());
        labels(said, root, alert);
        said.labels.remove("severity");
        String details = alert.isObject("custom_details") ? "" : alert.text("custom_details");
        return Fingerprint.of(alert.word("summary"), details, Fingerprint.ofLabels(said.labels));
    }

    private static boolean isTrigger(Fields root) {
        return root.text("event_action").equalsIgnoreCase("trigger");
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> read(Fields.root(tree)));
    }

    private static Reading read(Fields root) {
        String action = root.text("event_action").toLowerCase(Locale.ROOT);
        if (action.equals("acknowledge")) return new Reading.Read(List.of());
        Optional<EventStatus> status = EventStatus.parse(action);
        if (status.isEmpty()) {
            return new Reading.Unreadable(
                    "event_action is '" + action + "'; trigger, acknowledge and resolve are known");
        }
        String key = dedupKey(root);
        if (key.isBlank()) return new Reading.Unreadable("dedup_key is missing: nobody knows which alert");
        Fields alert = root.object("payload");
        Draft draft = new Draft(root.reasons());
        draft.fingerprint = key;
        draft.status = status.get();
        Optional<Instant> time = alert.moment("timestamp");
        if (draft.status == EventStatus.FIRING) draft.startedTime = time;
        else draft.endedTime = time;
        draft.severity(alert.text("severity"));
        labels(draft, root, alert);
        draft.entitle(alert.text("summary"));
        draft.description = alert.isObject("custom_details")
                ? alert.object("custom_details").firstText("description", "message", "body")
                : alert.text("custom_details");
        draft.placeByLabels();
        draft.linkByLabels();
        links(draft, root);
        return new Reading.Read(List.of(draft.event()));
    }

    private static void labels(Draft draft, Fields root, Fields alert) {
        if (alert.isObject("custom_details")) details(draft, alert.object("custom_details"));
        draft.label("host", alert.word("source"));
        for (String name : List.of("source", "component", "group", "class")) draft.label(name, alert.word(name));
        draft.label("client", root.text("client"));
    }

    /** Lists are one text; of objects within details the entries are told as {@code name.entry}. */
    private static void details(Draft draft, Fields details) {
        for (String name : details.names()) {
            if (!details.isObject(name)) detail(draft, details, name, name);
            else {
                Fields inner = details.object(name);
                for (String entry : inner.names()) detail(draft, inner, entry, name + "." + entry);
            }
        }
    }

    private static void detail(Draft draft, Fields details, String name, String label) {
        draft.label(label, details.isList(name) ? String.join(",", details.words(name)) : details.word(name));
    }

    private static void links(Draft draft, Fields root) {
        draft.link(Link.Kind.SOURCE, root, "client_url");
        for (Fields link : root.objects("links")) {
            String text = link.text("text").toLowerCase(Locale.ROOT);
            Link.Kind kind = text.contains("runbook") || text.contains("playbook")
                    ? Link.Kind.RUNBOOK
                    : text.contains("dashboard") ? Link.Kind.DASHBOARD : Link.Kind.OTHER;
            draft.link(kind, link, "href");
        }
    }
}
