package dev.firstline.remediation.loop;

import dev.firstline.proto.remediation.v1.ExecutionSnapshot;
import dev.firstline.proto.triage.v1.ReceiveExecutionRequest;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import io.quarkus.grpc.GrpcClient;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Triage over gRPC. It retries nothing: due work does. */
@Singleton
public class TriageClient {

    /** Below the lease of due work (5 s). */
    private static final long DEADLINE_SECONDS = 3;

    private final TriageServiceGrpc.TriageServiceBlockingStub triage;

    public TriageClient(@GrpcClient("triage") TriageServiceGrpc.TriageServiceBlockingStub triage) {
        this.triage = triage;
    }

    /**
     * Brings an execution's state.
     *
     * @return the highest entry that has arrived without a gap before it
     * @throws RuntimeException where triage can't be reached or refuses, as the client says it
     */
    @CircuitBreaker
    public long tell(ExecutionSnapshot snapshot) {
        return triage.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .receiveExecution(ReceiveExecutionRequest.newBuilder()
                        .setExecution(snapshot)
                        .build())
                .getConfirmedSeq();
    }
}
