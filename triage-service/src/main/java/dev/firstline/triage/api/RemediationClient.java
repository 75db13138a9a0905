package dev.firstline.triage.api;

import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestRequest;
import dev.firstline.proto.remediation.v1.RemediationServiceGrpc;
import dev.firstline.triage.domain.EpisodeNews;
import dev.firstline.triage.domain.Remediation;
import io.quarkus.grpc.GrpcClient;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Remediation over gRPC. */
@Singleton
public class RemediationClient implements Remediation {

    /** Well within the lease of the work that calls. */
    private static final long DEADLINE_SECONDS = 3;

    private final RemediationServiceGrpc.RemediationServiceBlockingStub stub;

    public RemediationClient(@GrpcClient("remediation") RemediationServiceGrpc.RemediationServiceBlockingStub stub) {
        this.stub = stub;
    }

    @Override
    public void request(EpisodeNews news) {
        stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .receiveExecutionRequest(ReceiveExecutionRequestRequest.newBuilder()
                        .setEpisodeId(news.episodeId().toString())
                        .setVersion(news.request().version())
                        .setIncidentId(news.incidentId().toString())
                        .setAlert(Protos.alert(news.alert()))
                        .setService(news.service())
                        .setTeam(news.team())
                        .setWanted(news.request().wanted())
                        .setUnwantedReason(news.request().reason())
                        .setStartedTime(Protos.time(news.started()))
                        .build());
    }
}
