package dev.firstline.triage.api;

import com.google.protobuf.Timestamp;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.KubernetesWorkload;
import dev.firstline.proto.common.v1.LinkKind;
import dev.firstline.proto.common.v1.ManagedInstance;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.triage.v1.AlertCounts;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.triage.domain.AlertView;
import dev.firstline.triage.domain.Catalogue;
import dev.firstline.triage.domain.Certainty;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.IncidentHead;
import dev.firstline.triage.domain.IncidentView;
import dev.firstline.triage.domain.Kind;
import dev.firstline.triage.domain.Link;
import dev.firstline.triage.domain.Resource;
import dev.firstline.triage.domain.TimelineLine;
import dev.firstline.triage.domain.Verdict;
import java.time.Instant;
import java.util.UUID;

/** The domain's things as they travel. */
final class Protos {

    private Protos() {}

    /** @throws Problem (INVALID_ARGUMENT) where a field's value is no UUID */
    static UUID uuid(String field, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException noUuid) {
            throw Problem.invalid(field, "'" + value + "' is not a UUID");
        }
    }

    static dev.firstline.proto.triage.v1.Incident incident(IncidentView view, Catalogue catalogue) {
        IncidentHead head = view.head();
        var incident = dev.firstline.proto.triage.v1.Incident.newBuilder()
                .setId(head.id().toString())
                .setVersion(head.version())
                .setStatus(
                        head.isOpen() ? IncidentStatus.INCIDENT_STATUS_OPEN : IncidentStatus.INCIDENT_STATUS_RESOLVED)
                .setPhase(dev.firstline.proto.triage.v1.Phase.valueOf("PHASE_" + head.phase()))
                .setTitle(head.title())
                .setService(head.owner().service())
                .setTeam(head.owner().team())
                .setImpact(impact(head.impact()))
                .setPeakImpact(impact(head.peak()))
                .setKind(kind(head.kind()))
                .setStartedTime(time(head.course().started()))
                .setAcknowledgedBy(head.course().acknowledgedBy())
                .setReopenCount(head.reopenCount())
                .setAlertCounts(
                        AlertCounts.newBuilder().setFiring(head.firing()).setResolved(head.resolved()))
                .setPolicyHash(head.policyHash())
                .setNotifyTime(time(head.telling().due()));
        if (head.course().acknowledged() != null)
            incident.setAcknowledgedTime(time(head.course().acknowledged()));
        if (head.course().resolved() != null)
            incident.setResolvedTime(time(head.course().resolved()));
        view.alerts().forEach(alert -> incident.addAlerts(alert(alert)));
        view.links(catalogue).forEach(link -> incident.addLinks(link(link)));
        return incident.build();
    }

    static Alert alert(AlertView view) {
        var alert = Alert.newBuilder()
                .setId(view.id().toString())
                .setSource(view.key().source())
                .setFingerprint(view.key().fingerprint())
                .setStatus(view.firing() ? EventStatus.EVENT_STATUS_FIRING : EventStatus.EVENT_STATUS_RESOLVED)
                .setImpact(impact(view.impact()))
                .setImpactReason(view.impactReason())
                .setVerdict(verdict(view.verdict()))
                .setSeverity(dev.firstline.proto.common.v1.Severity.valueOf(
                        "SEVERITY_" + view.content().severity()))
                .setTitle(view.content().name())
                .setDescription(view.content().description())
                .putAllLabels(view.content().labels())
                .setEnvironment(view.content().environment())
                .setFirstSeenTime(time(view.firstSeen()))
                .setLastSeenTime(time(view.lastSeen()))
                .setOccurrences(view.occurrences())
                .setEpisodeId(view.episodeId().toString())
                .setEventCount(view.eventCount())
                .setLateCount(view.lateCount());
        view.content().links().forEach(link -> alert.addLinks(link(link)));
        view.content().resource().ifPresent(resource -> alert.setResource(resource(resource)));
        return alert.build();
    }

    static TimelineEntry entry(TimelineLine line) {
        return TimelineEntry.newBuilder()
                .setSeq(line.seq())
                .setTime(time(line.time()))
                .setKind(line.kind())
                .setActor(line.actor())
                .setText(line.text())
                .setCertainty(certainty(line.certainty()))
                .setAlertId(line.alertId() == null ? "" : line.alertId().toString())
                .build();
    }

    static Timestamp time(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static Instant time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos())
                .truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    static dev.firstline.proto.common.v1.Impact impact(Impact impact) {
        return dev.firstline.proto.common.v1.Impact.valueOf("IMPACT_" + impact);
    }

    static Certainty certainty(dev.firstline.proto.common.v1.Certainty certainty) {
        return switch (certainty) {
            case CERTAINTY_CONFIRMED -> Certainty.CONFIRMED;
            case CERTAINTY_SUSPECTED -> Certainty.SUSPECTED;
            case CERTAINTY_UNSPECIFIED, UNRECOGNIZED -> Certainty.NONE;
        };
    }

    private static dev.firstline.proto.common.v1.Certainty certainty(Certainty certainty) {
        return switch (certainty) {
            case CONFIRMED -> dev.firstline.proto.common.v1.Certainty.CERTAINTY_CONFIRMED;
            case SUSPECTED -> dev.firstline.proto.common.v1.Certainty.CERTAINTY_SUSPECTED;
            case NONE -> dev.firstline.proto.common.v1.Certainty.CERTAINTY_UNSPECIFIED;
        };
    }

    static Verdict verdict(dev.firstline.proto.common.v1.Verdict verdict) {
        return switch (verdict) {
            case VERDICT_FALSE_POSITIVE -> Verdict.FALSE_POSITIVE;
            case VERDICT_NEEDS_ATTENTION -> Verdict.NEEDS_ATTENTION;
            case VERDICT_RECOVERED -> Verdict.RECOVERED;
            case VERDICT_INCONCLUSIVE -> Verdict.INCONCLUSIVE;
            case VERDICT_UNSPECIFIED, UNRECOGNIZED -> Verdict.NONE;
        };
    }

    private static dev.firstline.proto.common.v1.Verdict verdict(Verdict verdict) {
        return verdict == Verdict.NONE
                ? dev.firstline.proto.common.v1.Verdict.VERDICT_UNSPECIFIED
                : dev.firstline.proto.common.v1.Verdict.valueOf("VERDICT_" + verdict);
    }

    private static dev.firstline.proto.triage.v1.Kind kind(Kind kind) {
        return kind == Kind.NONE
                ? dev.firstline.proto.triage.v1.Kind.KIND_UNSPECIFIED
                : dev.firstline.proto.triage.v1.Kind.valueOf("KIND_" + kind);
    }

    static Link.Kind fromProto(LinkKind kind) {
        return switch (kind) {
            case LINK_KIND_RUNBOOK -> Link.Kind.RUNBOOK;
            case LINK_KIND_DASHBOARD -> Link.Kind.DASHBOARD;
            case LINK_KIND_SOURCE -> Link.Kind.SOURCE;
            case LINK_KIND_SILENCE -> Link.Kind.SILENCE;
            case LINK_KIND_UNSPECIFIED, UNRECOGNIZED -> Link.Kind.OTHER;
        };
    }

    private static dev.firstline.proto.common.v1.Link link(Link link) {
        return dev.firstline.proto.common.v1.Link.newBuilder()
                .setKind(
                        link.kind() == Link.Kind.OTHER
                                ? LinkKind.LINK_KIND_UNSPECIFIED
                                : LinkKind.valueOf("LINK_KIND_" + link.kind()))
                .setLabel(link.label())
                .setUrl(link.url())
                .build();
    }

    private static dev.firstline.proto.common.v1.Resource resource(Resource resource) {
        var travelling = dev.firstline.proto.common.v1.Resource.newBuilder();
        return switch (resource) {
            case Resource.Workload workload ->
                travelling
                        .setKubernetes(KubernetesWorkload.newBuilder()
                                .setCluster(workload.cluster())
                                .setNamespace(workload.namespace())
                                .setKind(workload.kind())
                                .setName(workload.name()))
                        .build();
            case Resource.Instance instance ->
                travelling
                        .setInstance(ManagedInstance.newBuilder()
                                .setId(instance.id())
                                .setRegion(instance.region())
                                .setAccount(instance.account()))
                        .build();
        };
    }
}
