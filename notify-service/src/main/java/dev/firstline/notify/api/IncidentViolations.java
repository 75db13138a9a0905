package dev.firstline.notify.api;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.firstline.platform.rpc.Problem.Violation;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentSnapshot;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What is wrong with an incident that somebody sends; all of it at once. */
final class IncidentViolations {

    private static final int MOST_ENTRIES = 200;

    private final List<Violation> found = new ArrayList<>();

    private IncidentViolations() {}

    static List<Violation> of(ReceiveIncidentRequest request) {
        IncidentViolations violations = new IncidentViolations();
        if (!request.hasIncident() || !request.getIncident().hasIncident()) {
            violations.add("incident.incident", "is missing");
        } else {
            violations.incident(request.getIncident().getIncident());
            violations.entries(request.getIncident());
            violations.route(request.getIncident());
        }
        return violations.found;
    }

    private void incident(Incident incident) {
        if (!isUuid(incident.getId())) add("incident.incident.id", "is not a UUID");
        if (incident.getVersion() < 1) add("incident.incident.version", "is below 1");
        if (incident.getReopenCount() < 0) add("incident.incident.reopen_count", "is below 0");
        IncidentStatus status = incident.getStatus();
        if (status != IncidentStatus.INCIDENT_STATUS_OPEN && status != IncidentStatus.INCIDENT_STATUS_RESOLVED) {
            add("incident.incident.status", "is neither open nor resolved");
        }
        if (incident.getPhase() == Phase.PHASE_UNSPECIFIED) add("incident.incident.phase", "is unspecified");
        if (!incident.hasStartedTime()) add("incident.incident.started_time", "is missing");
        time("incident.incident.started_time", incident.getStartedTime());
        time("incident.incident.acknowledged_time", incident.getAcknowledgedTime());
        time("incident.incident.resolved_time", incident.getResolvedTime());
        time("incident.incident.notify_time", incident.getNotifyTime());
    }

    private void entries(IncidentSnapshot snapshot) {
        if (snapshot.getEntriesCount() > MOST_ENTRIES) {
            add("incident.entries", "are " + snapshot.getEntriesCount() + ", more than " + MOST_ENTRIES);
        }
        long before = 0;
        for (int i = 0; i < snapshot.getEntriesCount(); i++) {
            TimelineEntry entry = snapshot.getEntries(i);
            String field = "incident.entries[" + i + "]";
            if (entry.getSeq() <= before) add(field + ".seq", "is not above the one before it, which is " + before);
            if (entry.getSeq() > snapshot.getLastSeq()) add(field + ".seq", "is above last_seq");
            if (!entry.hasTime()) add(field + ".time", "is missing");
            time(field + ".time", entry.getTime());
            before = entry.getSeq();
        }
    }

    private void route(IncidentSnapshot snapshot) {
        List<String> channels = snapshot.getRoute().getChannelsList();
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).isBlank() || channels.get(i).length() > 100) {
                add("incident.route.channels[" + i + "]", "is empty or longer than 100 characters");
            }
        }
    }

    private void time(String field, Timestamp time) {
        if (!Timestamps.isValid(time)) add(field, "is not a time between the years 1 and 9999");
    }

    private void add(String field, String description) {
        found.add(new Violation(field, description));
    }

    private static boolean isUuid(String id) {
        try {
            UUID.fromString(id);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }
}
