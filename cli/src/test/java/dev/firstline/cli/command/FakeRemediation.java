package dev.firstline.cli.command;

import dev.firstline.proto.remediation.v1.ApproveRequest;
import dev.firstline.proto.remediation.v1.ApproveResponse;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.GetExecutionRequest;
import dev.firstline.proto.remediation.v1.GetExecutionResponse;
import dev.firstline.proto.remediation.v1.GuardAnswer;
import dev.firstline.proto.remediation.v1.KillSwitch;
import dev.firstline.proto.remediation.v1.ListExecutionsRequest;
import dev.firstline.proto.remediation.v1.ListExecutionsResponse;
import dev.firstline.proto.remediation.v1.ListRunbooksRequest;
import dev.firstline.proto.remediation.v1.ListRunbooksResponse;
import dev.firstline.proto.remediation.v1.Plan;
import dev.firstline.proto.remediation.v1.RejectRequest;
import dev.firstline.proto.remediation.v1.RejectResponse;
import dev.firstline.proto.remediation.v1.RemediationServiceGrpc.RemediationServiceImplBase;
import dev.firstline.proto.remediation.v1.Runbook;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import dev.firstline.proto.remediation.v1.SetKillSwitchResponse;
import dev.firstline.proto.remediation.v1.Step;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** A remediation that has one execution, in the state that a test wants. */
final class FakeRemediation extends RemediationServiceImplBase {

    static final String PLAN = "a".repeat(64);

    private final List<Object> requests;
    volatile ExecutionState state = ExecutionState.EXECUTION_STATE_WAITING_FOR_APPROVAL;

    FakeRemediation(List<Object> requests) {
        this.requests = requests;
    }

    private Execution execution() {
        return Execution.newBuilder()
                .setId("execution-1")
                .setRunbook("payments-5xx")
                .setState(state)
                .setReason("a reason")
                .addSteps(Step.newBuilder()
                        .setId("restart")
                        .setKind("action")
                        .addGuardAnswers(
                                GuardAnswer.newBuilder().setGuard("kill-switch").setPassed(true)))
                .setPlan(Plan.newBuilder()
                        .setHash(PLAN)
                        .setAction("kubernetes.rollout-restart")
                        .setTarget("deployment shop/checkout"))
                .build();
    }

    private <A> void answer(Object request, StreamObserver<A> caller, A answer) {
        requests.add(request);
        caller.onNext(answer);
        caller.onCompleted();
    }

    @Override
    public void getExecution(GetExecutionRequest request, StreamObserver<GetExecutionResponse> caller) {
        answer(
                request,
                caller,
                GetExecutionResponse.newBuilder().setExecution(execution()).build());
    }

    @Override
    public void listExecutions(ListExecutionsRequest request, StreamObserver<ListExecutionsResponse> caller) {
        answer(
                request,
                caller,
                ListExecutionsResponse.newBuilder().addExecutions(execution()).build());
    }

    @Override
    public void approve(ApproveRequest request, StreamObserver<ApproveResponse> caller) {
        answer(
                request,
                caller,
                ApproveResponse.newBuilder().setExecution(execution()).build());
    }

    @Override
    public void reject(RejectRequest request, StreamObserver<RejectResponse> caller) {
        answer(
                request,
                caller,
                RejectResponse.newBuilder().setExecution(execution()).build());
    }

    @Override
    public void setKillSwitch(SetKillSwitchRequest request, StreamObserver<SetKillSwitchResponse> caller) {
        KillSwitch now = KillSwitch.newBuilder()
                .setScope(request.getScope())
                .setName(request.getName())
                .setOn(request.getOn())
                .setReason(request.getReason())
                .setEffect(request.getOn() ? "No action of " + request.getName() + " runs" : "")
                .setActor("ann")
                .build();
        answer(
                request,
                caller,
                SetKillSwitchResponse.newBuilder().setKillSwitch(now).build());
    }

    @Override
    public void listRunbooks(ListRunbooksRequest request, StreamObserver<ListRunbooksResponse> caller) {
        answer(
                request,
                caller,
                ListRunbooksResponse.newBuilder()
                        .addRunbooks(
                                Runbook.newBuilder().setName("payments-5xx").setMatch("true"))
                        .addKillSwitches(KillSwitch.newBuilder()
                                .setScope(KillSwitch.Scope.SCOPE_RUNBOOK)
                                .setName("payments-5xx")
                                .setOn(true)
                                .setReason("drill")
                                .setActor("ann"))
                        .build());
    }
}
