package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.triage.v1.AcknowledgeRequest;
import dev.firstline.proto.triage.v1.DecideRequest;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.Phase;
import dev.firstline.proto.triage.v1.ResolveRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommandsTest extends TriageStories {

    @Test
    void anAcknowledgementIsWrittenOnceAndMovesThePhase() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        var request = AcknowledgeRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setIncidentId(id);
        var answer = as("ann", "responder").acknowledge(request.build()).getIncident();
        assertThat(answer.getAcknowledgedBy()).isEqualTo("ann");
        assertThat(answer.getPhase()).isEqualTo(Phase.PHASE_INVESTIGATING);
        as("ann", "responder").acknowledge(request.build());
        var second = as("bob", "responder")
                .acknowledge(request.setRequestId(UUID.randomUUID().toString()).build())
                .getIncident();
        assertThat(second.getAcknowledgedBy()).isEqualTo("ann");
        assertThat(second.getVersion()).isEqualTo(answer.getVersion());
        assertThat(kinds(id)).filteredOn("incident.acknowledged"::equals).hasSize(1);
    }

    @Test
    void viewersAndServicesDoNotAcknowledge() {
        for (String role : List.of("viewer", "service")) {
            var failure = catchThrowableOfType(StatusRuntimeException.class, () -> as("vic", role)
                    .acknowledge(AcknowledgeRequest.getDefaultInstance()));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        }
    }

    @Test
    void aPersonsResolveHoldsUntilAnAlertOpensANewEpisode() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        String episode = alert(fingerprint("a")).getEpisodeId();
        eventually("remediation is asked", () -> !neighbours.requests(episode).isEmpty());
        var resolved = as("ann", "responder")
                .resolve(ResolveRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setIncidentId(id)
                        .setReason("a test payment")
                        .build())
                .getIncident();
        assertThat(resolved.getStatus()).isEqualTo(IncidentStatus.INCIDENT_STATUS_RESOLVED);
        eventually("remediation is called off", () -> neighbours.requests(episode).stream()
                .anyMatch(request ->
                        !request.getWanted() && request.getUnwantedReason().equals("ann resolved the incident")));
        sender.send(firing(fingerprint("a"), "PayDown", region));
        assertThat(incident().getStatus()).as("a repeat").isEqualTo(IncidentStatus.INCIDENT_STATUS_RESOLVED);
        sender.send(resolved(fingerprint("a"), "PayDown", region));
        sender.send(firing(fingerprint("a"), "PayDown", region));
        assertThat(incident().getStatus()).as("a new episode").isEqualTo(IncidentStatus.INCIDENT_STATUS_OPEN);
        assertThat(incident().getReopenCount()).isEqualTo(1);
        var late = catchThrowableOfType(StatusRuntimeException.class, () -> as("ann", "responder")
                .resolve(ResolveRequest.newBuilder().setIncidentId(id).build()));
        assertThat(late.getStatus().getCode()).as("no request_id").isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aDecisionMovesTheIncidentAndIsRemembered() {
        sender.send(firing(fingerprint("a"), "Odd", region));
        assertThat(incident().getImpact()).isEqualTo(Impact.IMPACT_UNKNOWN);
        String episode = alert(fingerprint("a")).getEpisodeId();
        assertThat(neighbours.requests(episode)).isEmpty();
        var decided = as("ann", "responder")
                .decide(DecideRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setAlertId(alert(fingerprint("a")).getId())
                        .setImpact(Impact.IMPACT_LARGE)
                        .setReason("nobody can pay")
                        .build())
                .getIncident();
        assertThat(decided.getImpact()).isEqualTo(Impact.IMPACT_LARGE);
        assertThat(kinds(decided.getId())).endsWith("impact.decided", "impact.raised");
        eventually(
                "its runbook is asked for", () -> !neighbours.requests(episode).isEmpty());
        sender.send(resolved(fingerprint("a"), "Odd", region), firing(fingerprint("a"), "Odd", region));
        assertThat(alert(fingerprint("a")).getImpactReason()).isEqualTo("decided by ann: nobody can pay");
        var milder = as("ann", "responder")
                .decide(DecideRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setAlertId(alert(fingerprint("a")).getId())
                        .setImpact(Impact.IMPACT_SMALL)
                        .setReason("only a probe")
                        .build())
                .getIncident();
        assertThat(milder.getImpact()).isEqualTo(Impact.IMPACT_SMALL);
        assertThat(milder.getPeakImpact()).isEqualTo(Impact.IMPACT_LARGE);
    }

    @Test
    void aDecisionNeedsAnImpactAndAReason() {
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> as("ann", "responder")
                .decide(DecideRequest.newBuilder()
                        .setImpact(Impact.IMPACT_UNKNOWN)
                        .build()));
        assertThat(failure.getStatus().getDescription())
                .contains("impact: has to be SMALL, MEDIUM or LARGE")
                .contains("reason: is missing");
    }
}
