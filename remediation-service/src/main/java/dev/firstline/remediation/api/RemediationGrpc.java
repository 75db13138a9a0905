package dev.firstline.remediation.api;

import dev.firstline.platform.rpc.Answers;
import dev.firstline.platform.security.Roles;
import dev.firstline.proto.remediation.v1.ApproveRequest;
import dev.firstline.proto.remediation.v1.ApproveResponse;
import dev.firstline.proto.remediation.v1.GetExecutionRequest;
import dev.firstline.proto.remediation.v1.GetExecutionResponse;
import dev.firstline.proto.remediation.v1.ListExecutionsRequest;
import dev.firstline.proto.remediation.v1.ListExecutionsResponse;
import dev.firstline.proto.remediation.v1.ListRunbooksRequest;
import dev.firstline.proto.remediation.v1.ListRunbooksResponse;
import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestRequest;
import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestResponse;
import dev.firstline.proto.remediation.v1.RejectRequest;
import dev.firstline.proto.remediation.v1.RejectResponse;
import dev.firstline.proto.remediation.v1.RemediationService;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import dev.firstline.proto.remediation.v1.SetKillSwitchResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;

/** What triage and people ask of remediation. */
@GrpcService
public class RemediationGrpc implements RemediationService {

    private final Intake intake;
    private final Reads reads;
    private final Approvals approvals;
    private final KillSwitches killSwitches;

    public RemediationGrpc(Intake intake, Reads reads, Approvals approvals, KillSwitches killSwitches) {
        this.intake = intake;
        this.reads = reads;
        this.approvals = approvals;
        this.killSwitches = killSwitches;
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<ReceiveExecutionRequestResponse> receiveExecutionRequest(ReceiveExecutionRequestRequest request) {
        return Answers.of(() -> intake.receive(request));
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<GetExecutionResponse> getExecution(GetExecutionRequest request) {
        return Answers.of(() -> reads.get(request));
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<ListExecutionsResponse> listExecutions(ListExecutionsRequest request) {
        return Answers.of(() -> reads.list(request));
    }

    @Override
    @RolesAllowed(Roles.APPROVER)
    public Uni<ApproveResponse> approve(ApproveRequest request) {
        return Answers.of(() -> approvals.approve(request));
    }

    @Override
    @RolesAllowed(Roles.APPROVER)
    public Uni<RejectResponse> reject(RejectRequest request) {
        return Answers.of(() -> approvals.reject(request));
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<SetKillSwitchResponse> setKillSwitch(SetKillSwitchRequest request) {
        return Answers.of(() -> killSwitches.set(request));
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<ListRunbooksResponse> listRunbooks(ListRunbooksRequest request) {
        return Answers.of(() -> killSwitches.runbooks());
    }
}
