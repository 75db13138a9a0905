package dev.firstline.cli.text;

import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.Link;
import dev.firstline.proto.common.v1.LinkKind;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.notify.v1.Delivery;
import dev.firstline.proto.triage.v1.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Incidents as people read them. */
public final class IncidentText {

    private IncidentText() {}

    /** A line each. */
    public static String list(List<Incident> incidents, Instant now) {
        Table table = new Table("ID", "STATUS", "IMPACT", "PHASE", "AGE", "ALERTS", "SERVICE", "TITLE");
        for (Incident incident : incidents) {
            table.row(
                    incident.getId(),
                    Words.of(incident.getStatus()),
                    Words.of(incident.getImpact()),
                    Words.of(incident.getPhase()),
                    Words.age(incident.getStartedTime(), now),
                    alerts(incident),
                    incident.getService(),
                    incident.getTitle());
        }
        return table.toString();
    }

    /** What stands at the head of one. */
    public static String head(Incident incident) {
        StringBuilder text = new StringBuilder();
        text.append("[%s] %s%n".formatted(Words.of(incident.getPhase()), incident.getTitle()));
        line(text, "id", incident.getId());
        line(text, "status", Words.of(incident.getStatus()));
        line(
                text,
                "impact",
                Words.of(incident.getImpact()) + " (at its worst " + Words.of(incident.getPeakImpact()) + ")");
        line(
                text,
                "service",
                incident.getService() + (incident.getTeam().isEmpty() ? "" : ", team " + incident.getTeam()));
        line(text, "alerts", alerts(incident));
        line(text, "started", Words.time(incident.getStartedTime()));
        if (incident.hasAcknowledgedTime()) {
            line(
                    text,
                    "acknowledged",
                    Words.time(incident.getAcknowledgedTime()) + " by " + incident.getAcknowledgedBy());
        }
        if (incident.hasResolvedTime()) line(text, "resolved", Words.time(incident.getResolvedTime()));
        if (incident.getReopenCount() > 0) line(text, "reopened", incident.getReopenCount() + " times");
        for (Link link : incident.getLinksList()) line(text, label(link), link.getUrl());
        return text.toString();
    }

    /** Its alerts. */
    public static String alerts(List<Alert> alerts) {
        Table table = new Table("ALERT", "STATUS", "IMPACT", "VERDICT", "LAST SEEN", "TIMES", "TITLE", "WHY");
        for (Alert alert : alerts) {
            table.row(
                    alert.getId(),
                    Words.of(alert.getStatus()),
                    Words.of(alert.getImpact()),
                    Words.of(alert.getVerdict()),
                    Words.time(alert.getLastSeenTime()),
                    Long.toString(alert.getOccurrences()),
                    alert.getTitle(),
                    alert.getImpactReason());
        }
        return table.toString();
    }

    /** What happened, in order. */
    public static String timeline(List<TimelineEntry> entries) {
        Table table = new Table("TIME", "WHAT", "WHO", "");
        for (TimelineEntry entry : entries) {
            table.row(Words.time(entry.getTime()), entry.getKind(), entry.getActor(), entry.getText());
        }
        return table.toString();
    }

    /** What was told where. */
    public static String deliveries(List<Delivery> deliveries) {
        Table table = new Table("TIME", "CHANNEL", "WHERE", "WHAT", "OUTCOME", "DETAIL");
        for (Delivery delivery : deliveries) {
            table.row(
                    Words.time(delivery.getStartedTime()),
                    delivery.getChannel(),
                    delivery.getDestination(),
                    delivery.getOperation() + ": " + delivery.getSummary(),
                    Words.of(delivery.getOutcome()),
                    delivery.getDetail());
        }
        return table.toString();
    }

    private static String alerts(Incident incident) {
        return incident.getAlertCounts().getFiring() + " firing, "
                + incident.getAlertCounts().getResolved() + " resolved";
    }

    private static String label(Link link) {
        if (!link.getLabel().isEmpty()) return link.getLabel();
        return link.getKind() == LinkKind.LINK_KIND_UNSPECIFIED
                ? "link"
                : Words.of(link.getKind()).toLowerCase(Locale.ROOT);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  %-13s %s%n".formatted(name, value));
    }
}
