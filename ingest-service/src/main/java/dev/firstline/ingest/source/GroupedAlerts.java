package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import java.util.Map;
import java.util.Optional;

/** The layout that Alertmanager made and Grafana took over: a group, and its alerts in a list. */
final class GroupedAlerts {

    /**
     * What differs between the tools.
     *
     * @param tool its name, for people
     * @param version the version of the layout that is understood
     * @param extras reads what only this tool says about an alert
     */
    record Dialect(String tool, String version, Extras extras) {}

    /** Reads what only one tool says about an alert. */
    interface Extras {
        void read(Draft draft, Fields alert, String externalUrl);
    }

    private final Dialect dialect;
    private final AlertGroup group;

    private GroupedAlerts(Dialect dialect, AlertGroup group) {
        this.dialect = dialect;
        this.group = group;
    }

    static Reading read(Json.Parsed.Tree tree, Dialect dialect) {
        JsonNode alerts = tree.root().path("alerts");
        if (!alerts.isArray()) {
            return new Reading.Unreadable(
                    "alerts is " + Fields.kind(alerts) + ", not a list: no webhook of " + dialect.tool());
        }
        Reasons shared = new Reasons();
        tree.flaw().ifPresent(shared::add);
        AlertGroup group = AlertGroup.of(new Fields(tree.root(), "", shared), dialect);
        return new GroupedAlerts(dialect, group).read(alerts);
    }

    private Reading read(JsonNode alerts) {
        EventList events = new EventList();
        Reasons unread = new Reasons();
        int unreadCount = 0;
        for (int i = 0; i < alerts.size() && !events.isFull(); i++) {
            String path = "alerts[" + i + "]";
            if (alerts.get(i).isObject()) {
                events.add(alert(alerts.get(i), path));
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
        if (group.truncated() > 0) events.add(group.cutOff());
        return events.reading();
    }

    private Event alert(JsonNode node, String path) {
        Draft draft = new Draft(new Reasons());
        draft.reasons.addAll(group.shared().lines());
        Fields fields = new Fields(node, path, draft.reasons);
        draft.labels = labels(fields);
        Fields annotations = fields.object("annotations");
        draft.status = status(fields);
        draft.severity = Severity.parse(draft.labels.getOrDefault("severity", ""));
        draft.fingerprint = fingerprint(fields, draft.labels);
        draft.startedTime = fields.time("startsAt");
        draft.endedTime = draft.status == EventStatus.RESOLVED ? fields.time("endsAt") : Optional.empty();
        if (draft.startedTime.isPresent()) draft.episode = new Event.Episode(fields.text("startsAt"), false);
        draft.entitle(annotations.firstText("summary", "title"), draft.labels.get("alertname"));
        draft.description = annotations.firstText("description", "message");
        draft.placeByLabels();
        links(draft, fields, annotations);
        return draft.event();
    }

    private Map<String, String> labels(Fields fields) {
        Map<String, String> labels = fields.texts("labels");
        if (!labels.isEmpty()) return labels;
        fields.reasons().add(fields.at("labels") + " is missing; the group's were used");
        return group.labels();
    }

    private EventStatus status(Fields fields) {
        String word = fields.text("status");
        Optional<EventStatus> said = EventStatus.parse(word);
        if (said.isPresent()) return said.get();
        fields.reasons().add(fields.at("status") + " says nothing known ('" + word + "'); the group's was used");
        return group.status();
    }

    private String fingerprint(Fields fields, Map<String, String> labels) {
        String own = fields.text("fingerprint");
        if (!own.isBlank()) return own;
        fields.reasons().add(fields.at("fingerprint") + " is missing; a hash over the labels was used");
        return labels.isEmpty() ? Fingerprint.of("group", group.key()) : Fingerprint.ofLabels(labels);
    }

    private void links(Draft draft, Fields fields, Fields annotations) {
        draft.link(Link.Kind.RUNBOOK, "the runbook", annotations.firstText("runbook_url", "runbook"));
        draft.link(
                Link.Kind.DASHBOARD,
                "the dashboard",
                annotations.firstText("dashboard_url", "dashboard", "grafana_url"));
        draft.link(Link.Kind.SOURCE, fields, "generatorURL");
        dialect.extras().read(draft, fields, group.externalUrl());
    }
}
