package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Google Cloud Monitoring's webhook, schema 1.2.
 *
 * <p>Fingerprint: a hash over the condition's name and the labels of resource and metric, since each incident has an id of its own;
 * that id where the condition has no name. Episode key: the incident's id, which never comes back. Google states no order and no
 * delivery id.
 *
 * @see <a href="https://cloud.google.com/monitoring/support/notification-options#schema-pubsub">Schema example</a>
 */
@Singleton
public class GoogleMonitoringSource implements SourceAdapter {

    @Override
    public String type() {
        return "google-cloud-monitoring";
    }

    @Override
    public String identity() {
        return "a hash over the condition's name and the labels of resource and metric";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> read(Fields.root(tree)));
    }

    private static Reading read(Fields root) {
        if (!root.has("incident")) {
            return new Reading.Unreadable("incident is missing: no webhook of Google Cloud Monitoring");
        }
        Fields incident = root.object("incident");
        Draft draft = new Draft(root.reasons());
        String id = incident.word("incident_id");
        draft.fingerprint = fingerprint(incident, id);
        if (draft.fingerprint.isBlank()) return new Reading.Unreadable("incident has no incident_id and no condition");
        draft.episode(id, true);
        draft.status = status(incident);
        draft.startedTime = incident.moment("started_at");
        boolean over = draft.status == EventStatus.RESOLVED;
        draft.endedTime = over ? incident.moment("ended_at") : Optional.empty();
        labels(draft, incident);
        draft.severity(incident.text("severity"));
        String policy = incident.text("policy_name");
        String condition = incident.text("condition_name");
        draft.entitle(
                policy.isBlank() || condition.isBlank() ? policy + condition : policy + ": " + condition,
                incident.text("summary"));
        draft.description = incident.text("summary");
        draft.placeByLabels(incident.object("resource").object("labels").text("service_name"));
        draft.link(Link.Kind.SOURCE, incident, "url");
        documentation(draft, incident);
        return new Reading.Read(List.of(draft.event()));
    }

    private static String fingerprint(Fields incident, String id) {
        String condition = incident.object("condition").text("name");
        if (condition.isBlank()) {
            incident.reasons().add("incident.condition.name is missing; the incident's id was used");
            return id;
        }
        TreeMap<String, String> known = new TreeMap<>();
        for (String part : List.of("resource", "metric")) {
            incident.object(part).texts("labels").forEach((name, value) -> known.put(part + "." + name, value));
            known.put(part, incident.object(part).text("type"));
        }
        known.put("condition", condition);
        return Fingerprint.ofLabels(known);
    }

    private static EventStatus status(Fields incident) {
        String state = incident.text("state").toLowerCase(Locale.ROOT);
        if (state.equals("closed")) return EventStatus.RESOLVED;
        if (!state.equals("open") && !state.equals("acknowledged")) {
            incident.reasons().add("incident.state says nothing known ('" + state + "'); firing was taken");
        }
        return EventStatus.FIRING;
    }

    /** What people wrote on the policy goes before what was measured. */
    private static void labels(Draft draft, Fields incident) {
        incident.texts("policy_user_labels").forEach(draft::label);
        Fields metadata = incident.object("metadata");
        metadata.texts("user_labels").forEach(draft::label);
        incident.object("resource").texts("labels").forEach(draft::label);
        incident.object("metric").texts("labels").forEach(draft::label);
        draft.label("alertname", incident.text("policy_name"));
        draft.label("condition", incident.text("condition_name"));
        draft.label("metric", incident.object("metric").text("type"));
        draft.label("resource_type", incident.object("resource").text("type"));
        draft.label("resource_name", incident.firstText("resource_display_name", "resource_name"));
        draft.label("project", incident.word("scoping_project_id"));
        Fields system = metadata.object("system_labels");
        String kind = system.text("top_level_controller_type").toLowerCase(Locale.ROOT);
        if (List.of("deployment", "statefulset", "daemonset").contains(kind)) {
            draft.label(kind, system.text("top_level_controller_name"));
        }
    }

    private static void documentation(Draft draft, Fields incident) {
        if (!incident.isObject("documentation")) return;
        Fields documentation = incident.object("documentation");
        String content = documentation.text("content");
        if (!content.isBlank()) draft.description = draft.description + "\n" + content;
        for (Fields link : documentation.objects("links")) {
            String name = link.firstText("displayName", "display_name").toLowerCase(Locale.ROOT);
            boolean steps = name.contains("runbook") || name.contains("playbook");
            draft.link(steps ? Link.Kind.RUNBOOK : Link.Kind.OTHER, link, "url");
        }
    }
}
