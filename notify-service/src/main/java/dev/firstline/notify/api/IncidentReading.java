package dev.firstline.notify.api;

import com.google.protobuf.Timestamp;
import dev.firstline.notify.domain.AlertFacts;
import dev.firstline.notify.domain.Certainty;
import dev.firstline.notify.domain.Entry;
import dev.firstline.notify.domain.Impact;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.Kind;
import dev.firstline.notify.domain.Link;
import dev.firstline.notify.domain.Phase;
import dev.firstline.notify.domain.Route;
import dev.firstline.notify.domain.Severity;
import dev.firstline.notify.domain.Verdict;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import dev.firstline.proto.triage.v1.IncidentSnapshot;
import dev.firstline.proto.triage.v1.IncidentStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What triage says of an incident, in notify's own words.
 *
 * @param incident its state
 * @param entries the lines of its story that came with it
 */
record IncidentReading(Incident incident, List<Entry> entries) {

    /**
     * Reads a request.
     *
     * @throws Problem naming all that is wrong with it
     */
    static IncidentReading of(ReceiveIncidentRequest request) {
        List<Problem.Violation> violations = IncidentViolations.of(request);
        if (!violations.isEmpty()) throw Problem.invalid(violations);
        IncidentSnapshot snapshot = request.getIncident();
        List<Entry> entries =
                snapshot.getEntriesList().stream().map(IncidentReading::entry).toList();
        return new IncidentReading(incident(snapshot), entries);
    }

    private static Incident incident(IncidentSnapshot snapshot) {
        var incident = snapshot.getIncident();
        return new Incident(
                UUID.fromString(incident.getId()),
                incident.getVersion(),
                incident.getStatus() == IncidentStatus.INCIDENT_STATUS_RESOLVED,
                word(Phase.class, incident.getPhase().name(), "PHASE_", Phase.DETECTED),
                clean(incident.getTitle()),
                clean(incident.getService()),
                clean(incident.getTeam()),
                impact(incident.getImpact()),
                impact(incident.getPeakImpact()),
                word(Kind.class, incident.getKind().name(), "KIND_", Kind.NONE),
                time(incident.getStartedTime()),
                incident.hasAcknowledgedTime() ? time(incident.getAcknowledgedTime()) : null,
                clean(incident.getAcknowledgedBy()),
                incident.hasResolvedTime() ? time(incident.getResolvedTime()) : null,
                incident.getReopenCount(),
                incident.getAlertCounts().getFiring(),
                incident.getAlertCounts().getResolved(),
                incident.getAlertsList().stream().map(IncidentReading::alert).toList(),
                links(incident.getLinksList()),
                incident.hasNotifyTime() ? time(incident.getNotifyTime()) : null,
                route(snapshot));
    }

    private static Route route(IncidentSnapshot snapshot) {
        var route = snapshot.getRoute();
        return new Route(
                route.getChannelsList().stream().distinct().toList(),
                clean(route.getSlackChannel()),
                clean(route.getPagerdutyService()));
    }

    private static AlertFacts alert(Alert alert) {
        return new AlertFacts(
                clean(alert.getTitle()),
                alert.getStatus() == EventStatus.EVENT_STATUS_FIRING,
                impact(alert.getImpact()),
                clean(alert.getImpactReason()),
                word(Verdict.class, alert.getVerdict().name(), "VERDICT_", Verdict.NONE),
                word(Severity.class, alert.getSeverity().name(), "SEVERITY_", Severity.UNKNOWN),
                clean(alert.getSource()),
                clean(alert.getEnvironment()),
                links(alert.getLinksList()));
    }

    private static List<Link> links(List<dev.firstline.proto.common.v1.Link> links) {
        return links.stream()
                .map(link -> new Link(
                        word(Link.Kind.class, link.getKind().name(), "LINK_KIND_", Link.Kind.OTHER),
                        clean(link.getLabel()),
                        clean(link.getUrl())))
                .toList();
    }

    private static Entry entry(TimelineEntry entry) {
        return new Entry(
                entry.getSeq(),
                time(entry.getTime()),
                clean(entry.getKind()),
                clean(entry.getActor()),
                clean(entry.getText()),
                word(Certainty.class, entry.getCertainty().name(), "CERTAINTY_", Certainty.UNSTATED));
    }

    private static Impact impact(dev.firstline.proto.common.v1.Impact impact) {
        return word(Impact.class, impact.name(), "IMPACT_", Impact.UNKNOWN);
    }

    /** A value by the name that it has in the contract; what is unspecified, or newer than this program, becomes the other one. */
    private static <T extends Enum<T>> T word(Class<T> type, String name, String prefix, T other) {
        for (T value : type.getEnumConstants()) {
            if (name.equals(prefix + value.name())) return value;
        }
        return other;
    }

    // PostgreSQL refuses NUL in a text.
    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static Instant time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
