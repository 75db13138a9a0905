package dev.firstline.notify.channel.pagerduty;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.notify.channel.text.IncidentView;
import dev.firstline.notify.channel.text.Texts;
import dev.firstline.notify.domain.AlertFacts;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.PagePlan.Act;
import dev.firstline.notify.domain.Severity;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Comparator;
import java.util.Locale;

/**
 * The bodies of events.
 *
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2-overview">PagerDuty: Events API v2</a>
 */
final class PagerDutyEvents {

    /** PagerDuty cuts a summary here. */
    private static final int LONGEST_SUMMARY = 1024;

    @CheckedTemplate(basePath = "pagerduty")
    static class Templates {
        static native TemplateInstance summary(IncidentView view);
    }

    private final ObjectMapper json;

    PagerDutyEvents(ObjectMapper json) {
        this.json = json;
    }

    /** The line that a phone shows. */
    static String summary(Incident incident) {
        IncidentView view = IncidentView.of(incident, text -> text);
        return Texts.cut(Texts.line(Templates.summary(view).render()), LONGEST_SUMMARY);
    }

    ObjectNode event(Incident incident, PagerDutyOperation operation, String routingKey) {
        ObjectNode event = json.createObjectNode()
                .put("routing_key", routingKey)
                .put("event_action", operation.name())
                .put("dedup_key", operation.dedupKey());
        if (operation.step().act() != Act.TRIGGER) return event;
        event.put("client", "Firstline");
        payload(event.putObject("payload"), incident, operation.summary());
        ArrayNode links = event.putArray("links");
        IncidentView.of(incident, text -> text)
                .links()
                .forEach(link -> links.addObject().put("href", link.url()).put("text", link.label()));
        return event;
    }

    private static void payload(ObjectNode payload, Incident incident, String summary) {
        payload.put("summary", summary)
                .put("source", incident.service().isBlank() ? "firstline" : incident.service())
                .put("severity", severity(incident))
                .put("timestamp", incident.startedTime().toString())
                .put("component", incident.service())
                .put("group", incident.team())
                .put("class", incident.kind().name().toLowerCase(Locale.ROOT));
        ObjectNode details = payload.putObject("custom_details");
        details.put("incident_id", incident.id().toString())
                .put("impact", incident.impact().name())
                .put("phase", incident.phase().name())
                .put("alerts", incident.firing() + " firing, " + incident.ended() + " resolved");
        ArrayNode alerts = details.putArray("worst_alerts");
        for (AlertFacts alert : incident.alerts().stream().limit(5).toList()) {
            String reason = alert.impactReason().isBlank() ? "" : " (" + alert.impactReason() + ")";
            alerts.add(Texts.cut(alert.impact() + " · " + alert.title() + reason, 500));
        }
    }

    /** One of critical, error, warning, info: by impact, and by what the sources say where nobody has decided the impact. */
    private static String severity(Incident incident) {
        return switch (incident.impact()) {
            case LARGE -> "critical";
            case MEDIUM -> "error";
            case SMALL -> "warning";
            case UNKNOWN -> ofSources(incident);
        };
    }

    private static String ofSources(Incident incident) {
        Severity worst = incident.alerts().stream()
                .filter(AlertFacts::firing)
                .map(AlertFacts::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
        return worst == Severity.UNKNOWN ? "error" : worst.name().toLowerCase(Locale.ROOT);
    }
}
