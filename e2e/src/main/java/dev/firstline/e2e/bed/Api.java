package dev.firstline.e2e.bed;

import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.notify.v1.Delivery;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ListExecutionsRequest;
import dev.firstline.proto.remediation.v1.RemediationServiceGrpc;
import dev.firstline.proto.triage.v1.GetIncidentRequest;
import dev.firstline.proto.triage.v1.GetTimelineRequest;
import dev.firstline.proto.triage.v1.GetTimelineResponse;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a person with a token asks of the four services. */
public final class Api implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 20;
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Map<ServiceName, ManagedChannel> channels = new EnumMap<>(ServiceName.class);
    private final String token;

    /** A person's, at the first replica of each service. */
    public Api(LocalCluster cluster, String name, String... roles) {
        this.token = cluster.tokens().of(name, roles);
        for (ServiceName service : ServiceName.values()) {
            int port = cluster.service(service).port();
            channels.put(
                    service,
                    ManagedChannelBuilder.forAddress("127.0.0.1", port)
                            .usePlaintext()
                            .build());
        }
    }

    /** Ingest's methods, with a deadline from now. */
    public IngestServiceGrpc.IngestServiceBlockingStub ingest() {
        return with(IngestServiceGrpc.newBlockingStub(channels.get(ServiceName.INGEST)));
    }

    /** Triage's methods, with a deadline from now. */
    public TriageServiceGrpc.TriageServiceBlockingStub triage() {
        return with(TriageServiceGrpc.newBlockingStub(channels.get(ServiceName.TRIAGE)));
    }

    /** Remediation's methods, with a deadline from now. */
    public RemediationServiceGrpc.RemediationServiceBlockingStub remediation() {
        return with(RemediationServiceGrpc.newBlockingStub(channels.get(ServiceName.REMEDIATION)));
    }

    /** Notify's methods, with a deadline from now. */
    public NotifyServiceGrpc.NotifyServiceBlockingStub notifying() {
        return with(NotifyServiceGrpc.newBlockingStub(channels.get(ServiceName.NOTIFY)));
    }

    /** The incidents of a service, newest first; of all services where it is empty. */
    public List<Incident> incidents(String service) {
        return triage().listIncidents(ListIncidentsRequest.newBuilder()
                        .setService(service)
                        .setPageSize(200)
                        .build())
                .getIncidentsList();
    }

    /** One incident with its alerts. */
    public Incident incident(String id) {
        return triage().getIncident(
                        GetIncidentRequest.newBuilder().setIncidentId(id).build())
                .getIncident();
    }

    /** An incident's whole story so far. */
    public List<TimelineEntry> timeline(String incident) {
        List<TimelineEntry> entries = new ArrayList<>();
        long afterSeq = 0;
        do {
            GetTimelineResponse page = triage().getTimeline(GetTimelineRequest.newBuilder()
                    .setIncidentId(incident)
                    .setAfterSeq(afterSeq)
                    .setPageSize(500)
                    .build());
            entries.addAll(page.getEntriesList());
            afterSeq = page.getNextAfterSeq();
        } while (afterSeq > 0);
        return entries;
    }

    /** An incident's executions, newest first. */
    public List<Execution> executions(String incident) {
        return remediation()
                .listExecutions(ListExecutionsRequest.newBuilder()
                        .setIncidentId(incident)
                        .setPageSize(200)
                        .build())
                .getExecutionsList();
    }

    /** What was told of an incident, newest first. */
    public List<Delivery> deliveries(String incident) {
        return notifying()
                .listDeliveries(ListDeliveriesRequest.newBuilder()
                        .setIncidentId(incident)
                        .setPageSize(200)
                        .build())
                .getDeliveriesList();
    }

    private <S extends AbstractStub<S>> S with(S stub) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
