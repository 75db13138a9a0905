package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import java.util.List;
import java.util.Optional;

/**
 * A metric alert of Sentry: {@code critical} and {@code warning} fire, {@code resolved} is the end.
 *
 * @see <a href="https://docs.sentry.io/organization/integrations/integration-platform/webhooks/metric-alerts/">Metric Alerts</a>
 */
final class SentryMetricAlert {

    private SentryMetricAlert() {}

    static Reading read(Fields root, Fields data, Draft draft) {
        Fields incident = data.object("metric_alert");
        Fields rule = incident.object("alert_rule");
        List<String> projects = incident.words("projects").stream().sorted().toList();
        String id = incident.word("id");
        String ruleId = rule.word("id");
        if (id.isBlank() && ruleId.isBlank())
            return new Reading.Unreadable("data.metric_alert has no id, and no rule's");
        if (ruleId.isBlank()) draft.reasons.add("data.metric_alert.alert_rule.id is missing; the incident's was used");
        draft.fingerprint = ruleId.isBlank()
                ? "metric-incident/" + id
                : "metric-alert/" + ruleId + "/" + String.join(",", projects);
        draft.episode(id, true);
        String action = root.text("action");
        draft.status = status(action, draft.reasons);
        draft.label("alertname", rule.text("name"));
        draft.label("project", String.join(",", projects));
        draft.label("environment", rule.text("environment"));
        draft.label("aggregate", rule.text("aggregate"));
        draft.label("query", rule.text("query"));
        if (draft.status == EventStatus.FIRING) draft.severity(action);
        draft.entitle(rule.text("name"), data.text("description_title"), incident.text("title"));
        draft.description = data.text("description_text");
        draft.startedTime = incident.moment("date_started").or(() -> incident.moment("date_detected"));
        boolean over = draft.status == EventStatus.RESOLVED;
        draft.endedTime = over ? incident.moment("date_closed") : Optional.empty();
        draft.link(Link.Kind.SOURCE, data, "web_url");
        draft.placeByLabels(projects.size() == 1 ? projects.getFirst() : "");
        return new Reading.Read(List.of(draft.event()));
    }

    private static EventStatus status(String action, Reasons reasons) {
        return switch (action) {
            case "resolved" -> EventStatus.RESOLVED;
            case "critical", "warning" -> EventStatus.FIRING;
            default -> {
                reasons.add("action says nothing known ('" + action + "'); firing was taken");
                yield EventStatus.FIRING;
            }
        };
    }
}
