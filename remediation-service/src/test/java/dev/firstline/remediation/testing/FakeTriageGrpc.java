package dev.firstline.remediation.testing;

import dev.firstline.platform.rpc.Answers;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.remediation.v1.ExecutionSnapshot;
import dev.firstline.proto.triage.v1.*;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Triage's ear: confirms what arrived without a gap, and keeps it. */
@GrpcService
@PermitAll
public class FakeTriageGrpc implements TriageService {

    /** The entries of each execution by their seq, and the newest snapshot. */
    public static final Map<String, TreeMap<Long, String>> ENTRIES = new ConcurrentHashMap<>();

    public static final Map<String, ExecutionSnapshot> SNAPSHOTS = new ConcurrentHashMap<>();

    @Override
    public Uni<ReceiveExecutionResponse> receiveExecution(ReceiveExecutionRequest request) {
        return Answers.of(() -> {
            ExecutionSnapshot snapshot = request.getExecution();
            String id = snapshot.getExecution().getId();
            TreeMap<Long, String> entries = ENTRIES.computeIfAbsent(id, none -> new TreeMap<>());
            synchronized (entries) {
                snapshot.getEntriesList().forEach(entry -> entries.put(entry.getSeq(), entry.getKind()));
                SNAPSHOTS.merge(
                        id,
                        snapshot,
                        (one, other) -> one.getExecution().getVersion()
                                        > other.getExecution().getVersion()
                                ? one
                                : other);
                long confirmed = 0;
                while (entries.containsKey(confirmed + 1)) confirmed++;
                return ReceiveExecutionResponse.newBuilder()
                        .setConfirmedSeq(confirmed)
                        .build();
            }
        });
    }

    private static <T> Uni<T> nothing() {
        return Answers.of(() -> {
            throw Problem.notFound("method", "in this fake");
        });
    }

    @Override
    public Uni<ReceiveEventsResponse> receiveEvents(ReceiveEventsRequest request) {
        return nothing();
    }

    @Override
    public Uni<ReceiveListeningResponse> receiveListening(ReceiveListeningRequest request) {
        return nothing();
    }

    @Override
    public Uni<GetIncidentResponse> getIncident(GetIncidentRequest request) {
        return nothing();
    }

    @Override
    public Uni<ListIncidentsResponse> listIncidents(ListIncidentsRequest request) {
        return nothing();
    }

    @Override
    public Uni<GetTimelineResponse> getTimeline(GetTimelineRequest request) {
        return nothing();
    }

    @Override
    public Uni<AcknowledgeResponse> acknowledge(AcknowledgeRequest request) {
        return nothing();
    }

    @Override
    public Uni<DecideResponse> decide(DecideRequest request) {
        return nothing();
    }

    @Override
    public Uni<ResolveResponse> resolve(ResolveRequest request) {
        return nothing();
    }

    @Override
    public Uni<ListDeadLettersResponse> listDeadLetters(ListDeadLettersRequest request) {
        return nothing();
    }

    @Override
    public Uni<ReplayDeadLetterResponse> replayDeadLetter(ReplayDeadLetterRequest request) {
        return nothing();
    }
}
