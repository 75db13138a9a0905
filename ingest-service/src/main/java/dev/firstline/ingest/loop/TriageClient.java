package dev.firstline.ingest.loop;

import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Reach;
import dev.firstline.ingest.store.Batch;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import dev.firstline.proto.triage.v1.ReceiveListeningRequest;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Brings batches to triage, and ingest's word beside them. It retries nothing: due work does. */
@ApplicationScoped
public class TriageClient {

    /** The circuit breaker's name, by which its state is asked. */
    static final String BREAKER = "triage";

    private final TriageServiceGrpc.TriageServiceBlockingStub triage;
    private final long deadlineMillis;

    @Inject
    public TriageClient(@GrpcClient("triage") TriageServiceGrpc.TriageServiceBlockingStub triage, IngestConfig config) {
        this.triage = triage;
        this.deadlineMillis = config.handOverDeadline().toMillis();
    }

    /** For the proxy that the circuit breaker needs. */
    TriageClient() {
        this.triage = null;
        this.deadlineMillis = 0;
    }

    /**
     * Hands a batch over.
     *
     * @return why triage refuses it for good; empty where it has taken it in, now or before
     * @throws StatusRuntimeException where triage is away, or fails for a reason of its own
     */
    @CircuitBreaker
    @CircuitBreakerName(BREAKER)
    public Optional<String> handOver(Batch batch) {
        ReceiveEventsRequest request = ReceiveEventsRequest.newBuilder()
                .setBatchId(batch.id().toString())
                .setPlace(batch.place())
                .setAcceptedTime(time(batch.acceptedTime()))
                .setFirstIndex(batch.firstIndex())
                .setEvents(UnsafeByteOperations.unsafeWrap(batch.events()))
                .build();
        try {
            var ignored = triage.withDeadlineAfter(deadlineMillis, TimeUnit.MILLISECONDS)
                    .receiveEvents(request);
            return Optional.empty();
        } catch (StatusRuntimeException answered) {
            if (isRefusal(answered.getStatus())) return Optional.of(answered.getMessage());
            throw answered;
        }
    }

    /**
     * Tells how far ingest's word reaches.
     *
     * @throws StatusRuntimeException where triage is away, or doesn't know the call yet
     */
    public void tell(Reach reach) {
        ReceiveListeningRequest request = ReceiveListeningRequest.newBuilder()
                .setSinceTime(time(reach.since()))
                .setUntilTime(time(reach.until()))
                .build();
        var ignored =
                triage.withDeadlineAfter(deadlineMillis, TimeUnit.MILLISECONDS).receiveListening(request);
    }

    private static Timestamp time(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static boolean isRefusal(Status status) {
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> true;
            default -> false;
        };
    }
}
