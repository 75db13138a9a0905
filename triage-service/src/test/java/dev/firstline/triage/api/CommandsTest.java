package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import dev.firstline.proto.common.v1.Certainty;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.common.v1.Verdict;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ExecutionSnapshot;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.Outcome;
import dev.firstline.proto.remediation.v1.Step;
import dev.firstline.proto.remediation.v1.StepState;
import dev.firstline.proto.triage.v1.AcknowledgeRequest;
import dev.firstline.proto.triage.v1.DecideRequest;
import dev.firstline.proto.triage.v1.GetIncidentRequest;
import dev.firstline.proto.triage.v1.GetTimelineRequest;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import dev.firstline.proto.triage.v1.Phase;
import dev.firstline.proto.triage.v1.ReceiveExecutionRequest;
import dev.firstline.proto.triage.v1.ResolveRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
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

    @Test
    void whatRemediationReportsJoinsTheStoryInItsOrder() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        String execution = UUID.randomUUID().toString();
        assertThat(report(execution, id, 1, execution(ExecutionState.EXECUTION_STATE_RUNNING), 1, 2))
                .isEqualTo(2);
        assertThat(incident().getPhase()).isEqualTo(Phase.PHASE_INVESTIGATING);
        Execution.Builder acting = execution(ExecutionState.EXECUTION_STATE_RUNNING)
                .addSteps(Step.newBuilder().setKind("action").setState(StepState.STEP_STATE_RUNNING));
        assertThat(report(execution, id, 3, acting, 4, 4)).as("3 is missing").isEqualTo(2);
        assertThat(incident().getPhase()).isEqualTo(Phase.PHASE_MITIGATING);
        assertThat(report(execution, id, 2, execution(ExecutionState.EXECUTION_STATE_RUNNING), 3, 3))
                .as("an older version brings its lines all the same")
                .isEqualTo(4);
        Execution.Builder recovered = execution(ExecutionState.EXECUTION_STATE_FINISHED)
                .addSteps(Step.newBuilder().setKind("action").setOutcome(Outcome.OUTCOME_SUCCEEDED))
                .setVerdict(Verdict.VERDICT_RECOVERED)
                .setReason("errors are gone");
        report(execution, id, 4, recovered, 5, 5);
        report(execution, id, 4, recovered, 5, 5);
        assertThat(incident().getPhase()).isEqualTo(Phase.PHASE_MONITORING);
        assertThat(alert(fingerprint("a")).getVerdict()).isEqualTo(Verdict.VERDICT_RECOVERED);
        assertThat(timeline(id).stream()
                        .filter(line -> line.getKind().equals("step.done"))
                        .map(TimelineEntry::getText))
                .containsExactly("line 1", "line 2", "line 3", "line 4", "line 5");
        assertThat(kinds(id)).filteredOn("execution.verdict"::equals).hasSize(1);
    }

    @Test
    void aFalsePositiveWeighsNothingForTheIncident() {
        sender.send(firing(fingerprint("a"), "PayDown", region), firing(fingerprint("b"), "PaySome", region));
        String id = incident().getId();
        Execution.Builder harmless = execution(ExecutionState.EXECUTION_STATE_FINISHED)
                .setVerdict(Verdict.VERDICT_FALSE_POSITIVE)
                .setReason("only expired cards");
        report(UUID.randomUUID().toString(), id, 1, harmless, 1, 0);
        assertThat(incident().getImpact()).isEqualTo(Impact.IMPACT_MEDIUM);
        assertThat(kinds(id)).endsWith("execution.verdict", "impact.lowered");
    }

    @Test
    void aReportOfAnUnknownIncidentIsRefusedForGood() {
        var failure = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> report(
                        UUID.randomUUID().toString(),
                        UUID.randomUUID().toString(),
                        1,
                        Execution.newBuilder()
                                .setAlertId(UUID.randomUUID().toString())
                                .setEpisodeId(UUID.randomUUID().toString()),
                        1,
                        0));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aLongStoryIsHandedOverInPartsUntilNotifyHasEveryLine() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        String execution = UUID.randomUUID().toString();
        neighbours.notifyAnswers(Status.PERMISSION_DENIED);
        for (int part = 0; part < 3; part++) {
            Execution.Builder running = execution(ExecutionState.EXECUTION_STATE_RUNNING);
            report(execution, id, part + 1, running, part * 200L + 1, part * 200L + 200);
        }
        neighbours.notifyAnswers(Status.OK);
        eventually("notify holds all lines", () -> neighbours.lines(id).size() == 603);
        assertThat(neighbours.told(id)).allMatch(told -> told.getEntriesCount() <= 200);
    }

    @Test
    void aTimelineIsReadInPages() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        var first = as("vic", "viewer")
                .getTimeline(GetTimelineRequest.newBuilder()
                        .setIncidentId(id)
                        .setPageSize(2)
                        .build());
        assertThat(first.getNextAfterSeq()).isEqualTo(2);
        var second = as("vic", "viewer")
                .getTimeline(GetTimelineRequest.newBuilder()
                        .setIncidentId(id)
                        .setAfterSeq(2)
                        .build());
        assertThat(second.getEntriesList()).extracting(TimelineEntry::getSeq).containsExactly(3L);
        assertThat(second.getNextAfterSeq()).isZero();
    }

    @Test
    void incidentsAreListedByFilterAndPage() {
        for (String zone : List.of("1", "2", "3")) {
            sender.send(firing(fingerprint(zone), "PayDown", region + zone));
        }
        sender.send(resolved(fingerprint("2"), "PayDown", region + "2"));
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            var page = as("vic", "viewer")
                    .listIncidents(ListIncidentsRequest.newBuilder()
                            .setService("checkout")
                            .setStatus(IncidentStatus.INCIDENT_STATUS_OPEN)
                            .setImpact(Impact.IMPACT_LARGE)
                            .setPageSize(2)
                            .setPageToken(token)
                            .build());
            assertThat(page.getIncidentsCount()).isLessThanOrEqualTo(2);
            page.getIncidentsList().forEach(incident -> seen.add(incident.getTitle()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().contains("PayDown " + fingerprint("1"), "PayDown " + fingerprint("3"));
        assertThat(seen).doesNotContain("PayDown " + fingerprint("2"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String id : List.of("x", UUID.randomUUID().toString())) {
            var failure = catchThrowableOfType(StatusRuntimeException.class, () -> as("vic", "viewer")
                    .getIncident(
                            GetIncidentRequest.newBuilder().setIncidentId(id).build()));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void manyCallsAtOnceAreAllAnswered() throws Exception {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        var request = GetTimelineRequest.newBuilder()
                .setIncidentId(incident().getId())
                .build();
        var failures = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                calls.add(threads.submit(() -> {
                    try {
                        as("vic", "viewer").getTimeline(request);
                    } catch (StatusRuntimeException failure) {
                        failures.add(failure.getMessage());
                    }
                }));
            }
            for (Future<?> call : calls) call.get();
        }
        assertThat(failures).isEmpty();
    }

    private Execution.Builder execution(ExecutionState state) {
        var alert = alert(fingerprint("a"));
        return Execution.newBuilder()
                .setAlertId(alert.getId())
                .setEpisodeId(alert.getEpisodeId())
                .setRunbook("payments-5xx")
                .setState(state);
    }

    /** Reports an execution with the lines from a seq to another; what is confirmed. */
    private long report(String id, String incident, long version, Execution.Builder execution, long from, long to) {
        ExecutionSnapshot.Builder snapshot = ExecutionSnapshot.newBuilder()
                .setExecution(execution.setId(id).setIncidentId(incident).setVersion(version))
                .setLastSeq(to);
        LongStream.rangeClosed(from, to)
                .forEach(seq -> snapshot.addEntries(TimelineEntry.newBuilder()
                        .setSeq(seq)
                        .setTime(Timestamp.newBuilder().setSeconds(1_800_000_000L + seq))
                        .setKind("step.done")
                        .setActor("remediation")
                        .setCertainty(Certainty.CERTAINTY_CONFIRMED)
                        .setText("line " + seq)));
        return as("remediation", "service")
                .receiveExecution(ReceiveExecutionRequest.newBuilder()
                        .setExecution(snapshot)
                        .build())
                .getConfirmedSeq();
    }
}
