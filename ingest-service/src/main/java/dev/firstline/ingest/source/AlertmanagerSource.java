package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Alertmanager's webhook, version 4.
 *
 * <p>Fingerprint: Alertmanager's own (a hash over the labels), else a hash over the sorted labels. Episode key: {@code startsAt}. It
 * states no order and no delivery id.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
@Singleton
public class AlertmanagerSource implements SourceAdapter {

    private static final String VERSION = "4";

    @Override
    public String type() {
        return "alertmanager";
    }

    @Override
    public Reading read(Payload payload) {
        return switch (Json.parse(payload.body())) {
            case Json.Parsed.NotJson broken -> new Reading.Malformed(broken.reason());
            case Json.Parsed.BeyondLimits beyond -> new Reading.Unreadable(beyond.reason());
            case Json.Parsed.Tree tree -> read(tree);
        };
    }

    private static Reading read(Json.Parsed.Tree tree) {
        JsonNode alerts = tree.root().path("alerts");
        if (!alerts.isArray()) {
            return new Reading.Unreadable(
                    "alerts is " + Fields.kind(alerts) + ", not a list: no webhook of Alertmanager");
        }
        Reasons shared = new Reasons();
        tree.flaw().ifPresent(shared::add);
        Group group = Group.of(new Fields(tree.root(), "", shared));
        List<Event> events = new ArrayList<>(alerts.size() + 1);
        Reasons unread = new Reasons();
        int unreadCount = 0;
        for (int i = 0; i < alerts.size(); i++) {
            String path = "alerts[" + i + "]";
            if (alerts.get(i).isObject()) {
                events.add(alert(alerts.get(i), path, group));
            } else {
                unread.add(path + " is " + Fields.kind(alerts.get(i)) + ", not an object");
                unreadCount++;
            }
        }
        if (events.isEmpty() && unreadCount > 0) {
            return new Reading.Unreadable(
                    "none of the alerts can be read: " + unread.lines().getFirst());
        }
        if (unreadCount > 0) events.add(group.unread(unreadCount, unread));
        if (group.truncated > 0) events.add(group.cutOff());
        return new Reading.Read(events);
    }

    private static Event alert(JsonNode node, String path, Group group) {
        Draft draft = new Draft(new Reasons());
        draft.reasons.addAll(group.shared.lines());
        Fields fields = new Fields(node, path, draft.reasons);
        draft.labels = labels(fields, group);
        Fields annotations = fields.object("annotations");
        draft.status = status(fields, group);
        draft.severity = Severity.parse(draft.labels.getOrDefault("severity", ""));
        draft.fingerprint = fingerprint(fields, draft.labels, group);
        draft.startedTime = fields.time("startsAt");
        draft.endedTime = draft.status == EventStatus.RESOLVED ? fields.time("endsAt") : Optional.empty();
        if (draft.startedTime.isPresent()) draft.episode = new Event.Episode(fields.text("startsAt"), false);
        draft.title = Text.firstOf(
                annotations.firstText("summary", "title"), draft.labels.get("alertname"), "Alert " + draft.fingerprint);
        if (Text.isUnexpanded(draft.title)) draft.reasons.add("the title holds a variable that was not replaced");
        draft.description = annotations.firstText("description", "message");
        draft.placeByLabels();
        links(draft, fields, annotations, group);
        return draft.event();
    }

    private static Map<String, String> labels(Fields fields, Group group) {
        Map<String, String> labels = fields.texts("labels");
        if (!labels.isEmpty()) return labels;
        fields.reasons().add(fields.at("labels") + " is missing; the group's were used");
        return group.labels;
    }

    private static EventStatus status(Fields fields, Group group) {
        String word = fields.text("status");
        Optional<EventStatus> said = EventStatus.parse(word);
        if (said.isPresent()) return said.get();
        fields.reasons().add(fields.at("status") + " says nothing known ('" + word + "'); the group's was used");
        return group.status;
    }

    private static String fingerprint(Fields fields, Map<String, String> labels, Group group) {
        String own = fields.text("fingerprint");
        if (!own.isBlank()) return own;
        fields.reasons().add(fields.at("fingerprint") + " is missing; a hash over the labels was used");
        return labels.isEmpty() ? Fingerprint.of("group", group.key) : Fingerprint.ofLabels(labels);
    }

    private static void links(Draft draft, Fields fields, Fields annotations, Group group) {
        draft.link(Link.Kind.RUNBOOK, "the runbook", annotations.firstText("runbook_url", "runbook"));
        draft.link(
                Link.Kind.DASHBOARD,
                "the dashboard",
                annotations.firstText("dashboard_url", "dashboard", "grafana_url"));
        draft.link(Link.Kind.SOURCE, fields.at("generatorURL"), fields.text("generatorURL"));
        if (Link.isAddress(group.externalUrl) && !draft.labels.isEmpty()) {
            String silence = SilenceLink.of(group.externalUrl, draft.labels);
            if (Link.isAddress(silence)) draft.links.add(new Link(Link.Kind.SILENCE, silence));
        }
    }

    /** What a payload says about all its alerts. */
    private record Group(
            String key,
            EventStatus status,
            Map<String, String> labels,
            String externalUrl,
            long truncated,
            Reasons shared) {

        static Group of(Fields root) {
            String version = root.text("version");
            if (!version.equals(VERSION)) root.reasons().add("version is '" + version + "'; '4' is understood");
            Map<String, String> labels = root.texts("commonLabels");
            return new Group(
                    root.text("groupKey"),
                    EventStatus.parse(root.text("status")).orElse(EventStatus.FIRING),
                    labels.isEmpty() ? root.texts("groupLabels") : labels,
                    root.text("externalURL"),
                    root.number("truncatedAlerts").orElse(0),
                    root.reasons());
        }

        /**
         * Alertmanager cut alerts off ({@code max_alerts}): nobody knows which, so it is told as an alert of its own, open until the
         * whole group is resolved or a person closes it.
         */
        Event cutOff() {
            Draft draft = about("truncated", "AlertmanagerTruncated", shared);
            draft.status = status;
            draft.title = "Alertmanager cut off " + truncated + " alerts";
            draft.description = "The webhook's max_alerts is too low for the group " + key
                    + ". What was cut off is known to Alertmanager alone.";
            return draft.event();
        }

        /** Alerts that are not even objects: told as an alert of its own, since nothing of them is known. */
        Event unread(int count, Reasons why) {
            Reasons reasons = new Reasons();
            reasons.addAll(shared.lines());
            reasons.addAll(why.lines());
            Draft draft = about("unread", "AlertmanagerUnread", reasons);
            draft.title = count + " alerts from Alertmanager could not be read";
            draft.description = "They belong to the group " + key + "; the payload is kept.";
            return draft.event();
        }

        /** Under a name of its own and without a resource: no rule and no runbook must take it for one of the group's alerts. */
        private Draft about(String what, String name, Reasons reasons) {
            Draft draft = new Draft(reasons);
            draft.fingerprint = "firstline/" + what + "/" + Fingerprint.of(key);
            draft.labels = new java.util.LinkedHashMap<>(labels);
            draft.labels.put("alertname", name);
            draft.labels.put("severity", "warning");
            draft.severity = Severity.WARNING;
            draft.placeByLabels();
            draft.resource = Optional.empty();
            draft.link(Link.Kind.SOURCE, "externalURL", externalUrl);
            return draft;
        }
    }
}
