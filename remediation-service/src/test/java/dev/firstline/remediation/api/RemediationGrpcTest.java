package dev.firstline.remediation.api;

import static dev.firstline.platform.testing.Eventually.awaited;
import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.database.Transactions;
import dev.firstline.proto.common.v1.Verdict;
import dev.firstline.proto.remediation.v1.*;
import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.guard.Guards;
import dev.firstline.remediation.testing.FakeTriageGrpc;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RemediationGrpcTest extends RemediationStories {

    @Inject
    Transactions transactions;

    @Test
    void anAlertIsRecoveredAndTriageHearsEverything() throws Exception {
        tell("Auto", 1, true);
        tell("Auto", 1, true);
        Execution execution = await(it -> it.getState() == ExecutionState.EXECUTION_STATE_FINISHED);
        assertThat(execution.getVerdict()).isEqualTo(Verdict.VERDICT_RECOVERED);
        assertThat(execution.getSteps(1).getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
        assertThat(execution.getSteps(1).getGuardAnswersList())
                .extracting(GuardAnswer::getGuard)
                .containsExactlyElementsOf(
                        Guards.IN_ORDER.stream().map(Guard::name).toList());
        eventually(() -> assertThat(told(execution.getId())).isEqualTo(execution.getVersion()));
        assertThat(FakeTriageGrpc.ENTRIES.get(execution.getId()).values())
                .startsWith("execution.started")
                .endsWith("execution.finished");
    }

    private static long told(String id) {
        ExecutionSnapshot snapshot = FakeTriageGrpc.SNAPSHOTS.get(id);
        return snapshot == null ? 0 : snapshot.getExecution().getVersion();
    }

    private ApproveRequest approval(Execution execution) {
        return ApproveRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setExecutionId(execution.getId())
                .setPlanHash(execution.getPlan().getHash())
                .build();
    }

    @Test
    void anApproversYesIsCarriedOutOnce() throws Exception {
        tell("Approve", 1, true);
        Execution waiting = await(it -> it.getState() == ExecutionState.EXECUTION_STATE_WAITING_FOR_APPROVAL);
        ApproveRequest request = approval(waiting);
        as("ann", "approver").approve(request);
        as("ann", "approver").approve(request);
        Execution done = await(it -> it.getState() == ExecutionState.EXECUTION_STATE_FINISHED);
        assertThat(done.getVerdict()).isEqualTo(Verdict.VERDICT_RECOVERED);
        assertThat(code(() -> as("ann", "approver").approve(approval(waiting))))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void nobodyButAnApproverSaysYes() throws Exception {
        tell("Approve", 1, true);
        Execution waiting = await(it -> it.getState() == ExecutionState.EXECUTION_STATE_WAITING_FOR_APPROVAL);
        assertThat(code(() -> as("vic", "viewer").approve(approval(waiting)))).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(code(() -> RemediationServiceGrpc.newBlockingStub(channel).approve(approval(waiting))))
                .isEqualTo(Status.Code.UNAUTHENTICATED);
        ApproveRequest otherPlan =
                approval(waiting).toBuilder().setPlanHash("0".repeat(64)).build();
        assertThat(code(() -> as("ann", "approver").approve(otherPlan))).isEqualTo(Status.Code.FAILED_PRECONDITION);
        tell("Approve", 2, false);
        assertThat(code(() -> as("ann", "approver").approve(approval(waiting))))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(audited(waiting.getId(), 4))
                .containsExactlyInAnyOrder(
                        "vic PERMISSION_DENIED",
                        "anonymous UNAUTHENTICATED",
                        "ann FAILED_PRECONDITION",
                        "ann FAILED_PRECONDITION");
    }

    /** What the audit log says of an execution, once it has so many lines. */
    private List<String> audited(String id, int count) {
        return awaited(() -> {
            List<String> lines = transactions.single(tx -> tx.list(
                    "select actor, split_part(answer, ':', 1) as answer from audit where subject = $1",
                    row -> row.getString("actor") + " " + row.getString("answer"),
                    id));
            assertThat(lines).hasSizeGreaterThanOrEqualTo(count);
            return lines;
        });
    }

    @Test
    void aTextThatCanNotBeStoredIsRefusedAndAudited() throws Exception {
        ApproveRequest unstorable = ApproveRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setExecutionId(episode)
                .setReason("a\0")
                .build();
        assertThat(code(() -> as("ann", "approver").approve(unstorable))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(audited(episode, 1)).containsExactly("ann INVALID_ARGUMENT");
    }

    @Test
    void aNoEndsItForAPerson() throws Exception {
        tell("Approve", 1, true);
        Execution waiting = await(it -> it.getState() == ExecutionState.EXECUTION_STATE_WAITING_FOR_APPROVAL);
        Execution rejected = as("ann", "approver")
                .reject(RejectRequest.newBuilder()
                        .setRequestId("r-" + episode)
                        .setExecutionId(waiting.getId())
                        .setPlanHash(waiting.getPlan().getHash())
                        .setReason("we are mid-release")
                        .build())
                .getExecution();
        assertThat(rejected.getState()).isEqualTo(ExecutionState.EXECUTION_STATE_FINISHED);
        assertThat(rejected.getVerdict()).isEqualTo(Verdict.VERDICT_NEEDS_ATTENTION);
        assertThat(rejected.getSteps(1).getSummary()).contains("we are mid-release");
    }

    @Test
    void anAlertThatNoRunbookIsForIsAnsweredWithThoseThatWereLookedAt() throws Exception {
        String none = "it matches none of the 2 in force (checkout-approve, checkout-auto)";
        assertThat(tell("Odd", 1, true)).isEqualTo(none);
        assertThat(tell("Odd", 1, true)).as("a repeat of the call").isEqualTo(none);
        assertThat(tell("Odd", 2, false)).as("not wanted").isEmpty();
        assertThat(tell("Approve", 3, true)).as("one begins").isEmpty();
        assertThat(tell("Odd", 4, true)).as("one has begun").isEmpty();
        tell("Odd", 5, false);
        await(it -> it.getState() == ExecutionState.EXECUTION_STATE_CANCELLED);
    }

    @Test
    void wrongRequestsAreToldWhatIsWrong() {
        assertThat(code(() -> as("triage", "service")
                        .receiveExecutionRequest(ReceiveExecutionRequestRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(code(() -> as("vic", "viewer")
                        .getExecution(GetExecutionRequest.newBuilder()
                                .setExecutionId("none")
                                .build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(code(() -> as("rob", "responder")
                        .setKillSwitch(SetKillSwitchRequest.newBuilder()
                                .setRequestId("x")
                                .setScope(KillSwitch.Scope.SCOPE_EVERYTHING)
                                .setOn(true)
                                .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
}
