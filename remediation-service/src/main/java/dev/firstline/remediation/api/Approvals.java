package dev.firstline.remediation.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Requests;
import dev.firstline.platform.security.Caller;
import dev.firstline.proto.remediation.v1.ApproveRequest;
import dev.firstline.proto.remediation.v1.ApproveResponse;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.RejectRequest;
import dev.firstline.proto.remediation.v1.RejectResponse;
import dev.firstline.remediation.domain.Certainty;
import dev.firstline.remediation.domain.ExecutionState;
import dev.firstline.remediation.store.Change;
import dev.firstline.remediation.store.ExecutionStore;
import dev.firstline.remediation.store.ExecutionStore.Locked;
import dev.firstline.remediation.store.ExecutionViews;
import dev.firstline.remediation.store.Rejections;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BiConsumer;

/** A person's yes or no to one plan, for as long as it waits. */
@Singleton
public class Approvals {

    private final Transactions transactions;
    private final Requests requests;
    private final Caller caller;
    private final ExecutionStore executions;
    private final ExecutionViews views;
    private final Rejections rejections;
    private final InstantSource clock;

    public Approvals(
            Transactions transactions,
            Requests requests,
            Caller caller,
            ExecutionStore executions,
            ExecutionViews views,
            Rejections rejections,
            InstantSource clock) {
        this.transactions = transactions;
        this.requests = requests;
        this.caller = caller;
        this.executions = executions;
        this.views = views;
        this.rejections = rejections;
        this.clock = clock;
    }

    ApproveResponse approve(ApproveRequest request) {
        UUID id = Reads.id(request.getExecutionId());
        String because = because(request.getReason());
        Execution execution = answered("Approve", request.getRequestId(), id, request.getPlanHash(), (tx, locked) -> {
            Change change = executions.change(tx, locked);
            change.approved(caller.actor(), request.getPlanHash());
            change.tell(
                    "approval.given",
                    caller.actor(),
                    "Yes" + because + ". All guards are asked again before anything is done",
                    Certainty.CONFIRMED);
            change.doneAndDrive();
        });
        return ApproveResponse.newBuilder().setExecution(execution).build();
    }

    RejectResponse reject(RejectRequest request) {
        UUID id = Reads.id(request.getExecutionId());
        String because = because(request.getReason());
        Execution execution = answered(
                "Reject",
                request.getRequestId(),
                id,
                request.getPlanHash(),
                (tx, locked) ->
                        rejections.reject(tx, executions.change(tx, locked), id, caller.actor(), "No" + because));
        return RejectResponse.newBuilder().setExecution(execution).build();
    }

    private static String because(String reason) {
        return reason.isBlank() ? "" : ": " + reason;
    }

    private Execution answered(
            String method, String requestId, UUID id, String planHash, BiConsumer<Tx, Locked> answer) {
        return transactions.call(tx -> {
            Locked locked = executions.lock(tx, id).orElseThrow(() -> Problem.notFound("execution", id.toString()));
            if (requests.begin(tx, method, requestId, id.toString())) {
                check(locked, planHash);
                answer.accept(tx, locked);
            }
            return ExecutionProtos.execution(views.get(tx, id).orElseThrow());
        });
    }

    private void check(Locked locked, String planHash) {
        if (locked.state() != ExecutionState.WAITING_FOR_APPROVAL) {
            String why = locked.reason().isBlank() ? "" : ": " + locked.reason();
            throw Problem.precondition("NOT_WAITING", "the execution waits for nobody; it is " + locked.state() + why);
        }
        if (!locked.planHash().equals(planHash)) {
            throw Problem.precondition("OTHER_PLAN", "the plan that waits is " + locked.planHash());
        }
        if (!clock.instant().isBefore(locked.planExpires().orElseThrow())) {
            throw Problem.precondition(
                    "APPROVAL_EXPIRED",
                    "the plan could be approved until " + locked.planExpires().get());
        }
    }
}
