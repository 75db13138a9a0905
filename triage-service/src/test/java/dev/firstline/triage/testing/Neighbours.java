package dev.firstline.triage.testing;

import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import dev.firstline.proto.notify.v1.ReceiveIncidentResponse;
import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestRequest;
import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestResponse;
import dev.firstline.proto.remediation.v1.RemediationServiceGrpc;
import dev.firstline.proto.triage.v1.IncidentSnapshot;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notify and remediation as triage sees them: real gRPC servers on loopback that keep what they were told. */
public final class Neighbours {

    private final List<IncidentSnapshot> told = new CopyOnWriteArrayList<>();
    private final Map<String, TreeMap<Long, TimelineEntry>> lines = new ConcurrentHashMap<>();
    private final List<ReceiveExecutionRequestRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> missing = new ConcurrentHashMap<>();
    private volatile Status notifyAnswers = Status.OK;

    private final Server notify = started(new Notify());
    private final Server remediation = started(new Remediation());

    private static Server started(BindableService service) {
        try {
            return ServerBuilder.forPort(0).addService(service).build().start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int notifyPort() {
        return notify.getPort();
    }

    int remediationPort() {
        return remediation.getPort();
    }

    void stop() {
        notify.shutdownNow();
        remediation.shutdownNow();
    }

    /** What notify answers from now on; OK keeps what is told. */
    public void notifyAnswers(Status status) {
        notifyAnswers = status;
    }

    /** What notify was told of an incident, in order. */
    public List<IncidentSnapshot> told(String incidentId) {
        return told.stream()
                .filter(snapshot -> snapshot.getIncident().getId().equals(incidentId))
                .toList();
    }

    /** The newest that notify was told of an incident. */
    public Optional<IncidentSnapshot> newest(String incidentId) {
        return told(incidentId).stream()
                .reduce((a, b) -> a.getIncident().getVersion() > b.getIncident().getVersion() ? a : b);
    }

    /** The lines that notify holds of an incident. */
    public List<TimelineEntry> lines(String incidentId) {
        TreeMap<Long, TimelineEntry> kept = lines.get(incidentId);
        if (kept == null) return List.of();
        synchronized (kept) {
            return List.copyOf(kept.values());
        }
    }

    /** What remediation was told of an episode, in order. */
    public List<ReceiveExecutionRequestRequest> requests(String episodeId) {
        return requests.stream()
                .filter(request -> request.getEpisodeId().equals(episodeId))
                .toList();
    }

    /** From now on remediation has no runbook for the alerts of a region, and says so. */
    public void hasNoRunbook(String region, String reason) {
        missing.put(region, reason);
    }

    private final class Notify extends NotifyServiceGrpc.NotifyServiceImplBase {

        @Override
        public void receiveIncident(ReceiveIncidentRequest request, StreamObserver<ReceiveIncidentResponse> answer) {
            if (!notifyAnswers.isOk()) {
                answer.onError(notifyAnswers.asRuntimeException());
                return;
            }
            IncidentSnapshot snapshot = request.getIncident();
            told.add(snapshot);
            TreeMap<Long, TimelineEntry> kept =
                    lines.computeIfAbsent(snapshot.getIncident().getId(), id -> new TreeMap<>());
            long confirmed = 0;
            synchronized (kept) {
                snapshot.getEntriesList().forEach(entry -> kept.putIfAbsent(entry.getSeq(), entry));
                while (kept.containsKey(confirmed + 1)) confirmed++;
            }
            answer.onNext(ReceiveIncidentResponse.newBuilder()
                    .setConfirmedSeq(confirmed)
                    .build());
            answer.onCompleted();
        }
    }

    private final class Remediation extends RemediationServiceGrpc.RemediationServiceImplBase {

        @Override
        public void receiveExecutionRequest(
                ReceiveExecutionRequestRequest request, StreamObserver<ReceiveExecutionRequestResponse> answer) {
            requests.add(request);
            String region = request.getAlert().getLabelsOrDefault("region", "");
            answer.onNext(ReceiveExecutionRequestResponse.newBuilder()
                    .setNoRunbookReason(request.getWanted() ? missing.getOrDefault(region, "") : "")
                    .build());
            answer.onCompleted();
        }
    }
}
