package dev.firstline.remediation.loop;

import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import dev.firstline.proto.triage.v1.ReceiveExecutionRequest;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import dev.firstline.remediation.api.ExecutionProtos;
import dev.firstline.remediation.store.ExecutionViews;
import dev.firstline.remediation.store.Kinds;
import io.quarkus.grpc.GrpcClient;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Tells triage how an execution stands, with the entries that it has not yet confirmed, until it has confirmed them all. */
@Singleton
public class TriageHandOver implements DueWorkHandler {

    /** Below the lease of due work (5 s). */
    private static final long DEADLINE_SECONDS = 3;

    private final TriageServiceGrpc.TriageServiceBlockingStub triage;
    private final ExecutionViews views;

    public TriageHandOver(
            @GrpcClient("triage") TriageServiceGrpc.TriageServiceBlockingStub triage, ExecutionViews views) {
        this.triage = triage;
        this.views = views;
    }

    @Override
    public String kind() {
        return Kinds.TRIAGE;
    }

    @Override
    public Result handle(DueWork work) {
        UUID id = UUID.fromString(work.key());
        while (true) {
            Optional<ExecutionViews.Snapshot> snapshot = views.snapshot(id);
            if (snapshot.isEmpty()) return Result.done();
            var execution = snapshot.get().execution();
            long confirmed = triage.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .receiveExecution(ReceiveExecutionRequest.newBuilder()
                            .setExecution(ExecutionProtos.snapshot(snapshot.get()))
                            .build())
                    .getConfirmedSeq();
            views.confirm(id, confirmed);
            if (confirmed >= execution.lastSeq()) return Result.done();
            if (confirmed <= execution.confirmedSeq()) {
                return Result.later("triage has confirmed " + confirmed + " of " + execution.lastSeq() + " entries");
            }
        }
    }
}
