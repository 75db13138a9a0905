package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
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
import dev.firstline.proto.triage.v1.Phase;
import dev.firstline.proto.triage.v1.ReceiveExecutionRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What remediation reports of its executions. */
@QuarkusTest
class ReportsTest extends TriageStories {

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
