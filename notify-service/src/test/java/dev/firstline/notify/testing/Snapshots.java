package dev.firstline.notify.testing;

import com.google.protobuf.util.Timestamps;
import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import dev.firstline.proto.triage.v1.AlertCounts;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentSnapshot;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.Kind;
import dev.firstline.proto.triage.v1.Phase;
import dev.firstline.proto.triage.v1.Route;
import java.util.UUID;
import java.util.function.Consumer;

/** An incident as triage would tell it, version by version. */
public final class Snapshots {

    private final String id = UUID.randomUUID().toString();
    private final Incident.Builder incident = Incident.newBuilder();
    private final Route.Builder route = Route.newBuilder();
    private long seq;

    /** A critical incident for Slack and PagerDuty. */
    public static Snapshots critical() {
        Snapshots snapshots = new Snapshots();
        snapshots
                .incident
                .setId(snapshots.id)
                .setStatus(IncidentStatus.INCIDENT_STATUS_OPEN)
                .setPhase(Phase.PHASE_DETECTED)
                .setTitle("Payment errors")
                .setService("checkout")
                .setTeam("payments")
                .setImpact(Impact.IMPACT_LARGE)
                .setPeakImpact(Impact.IMPACT_LARGE)
                .setKind(Kind.KIND_CRITICAL)
                .setStartedTime(Timestamps.fromSeconds(1_790_000_000))
                .setAlertCounts(AlertCounts.newBuilder().setFiring(1))
                .addAlerts(Alert.newBuilder()
                        .setTitle("PaymentErrors")
                        .setStatus(EventStatus.EVENT_STATUS_FIRING)
                        .setImpact(Impact.IMPACT_LARGE)
                        .setImpactReason("rule pay: every customer at step pay"));
        snapshots.route.addChannels("slack").addChannels("pagerduty").setSlackChannel("#payments");
        return snapshots;
    }

    /** The incident's id. */
    public String id() {
        return id;
    }

    /** Another route. */
    public Snapshots route(Consumer<Route.Builder> change) {
        change.accept(route);
        return this;
    }

    /** The next version, with a change and so many more lines of the story. */
    public ReceiveIncidentRequest next(Consumer<Incident.Builder> change, int lines) {
        incident.setVersion(incident.getVersion() + 1);
        change.accept(incident);
        return same(lines);
    }

    /** The same version once more, with so many more lines of the story. */
    public ReceiveIncidentRequest same(int lines) {
        IncidentSnapshot.Builder snapshot =
                IncidentSnapshot.newBuilder().setIncident(incident).setRoute(route);
        for (int i = 0; i < lines; i++) snapshot.addEntries(line(++seq));
        return ReceiveIncidentRequest.newBuilder()
                .setIncident(snapshot.setLastSeq(seq))
                .build();
    }

    /** A line of the story. */
    public static TimelineEntry line(long seq) {
        return TimelineEntry.newBuilder()
                .setSeq(seq)
                .setTime(Timestamps.fromSeconds(1_790_000_000 + seq))
                .setKind("test.line")
                .setActor("firstline")
                .setText("line " + seq + ".")
                .build();
    }

    /** It is acknowledged. */
    public static void acknowledged(Incident.Builder incident) {
        incident.setAcknowledgedTime(Timestamps.fromSeconds(1_790_000_060)).setAcknowledgedBy("ann");
    }

    /** It is resolved. */
    public static void resolved(Incident.Builder incident) {
        incident.setStatus(IncidentStatus.INCIDENT_STATUS_RESOLVED)
                .setPhase(Phase.PHASE_RESOLVED)
                .setResolvedTime(Timestamps.fromSeconds(1_790_000_300))
                .setAlertCounts(AlertCounts.newBuilder().setResolved(1));
    }

    /** It is open again. */
    public static void reopened(Incident.Builder incident) {
        incident.setStatus(IncidentStatus.INCIDENT_STATUS_OPEN)
                .setPhase(Phase.PHASE_DETECTED)
                .clearResolvedTime()
                .clearAcknowledgedTime()
                .clearAcknowledgedBy()
                .setReopenCount(incident.getReopenCount() + 1)
                .setAlertCounts(AlertCounts.newBuilder().setFiring(1));
    }

    /** Nothing changes. */
    public static void unchanged(Incident.Builder incident) {}
}
