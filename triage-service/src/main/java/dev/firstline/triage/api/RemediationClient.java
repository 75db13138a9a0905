package dev.firstline.triage.api;

import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestRequest;
import dev.firstline.proto.remediation.v1.RemediationServiceGrpc;
import dev.firstline.triage.domain.EpisodeNews;
import dev.firstline.triage.domain.Remediation;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Remediation over gRPC. */
@Singleton
public class RemediationClient implements Remediation {

    /** The circuit breaker's name, by which its state is asked. */
    static final String BREAKER = "remediation";

    /** Well within the lease of the work that calls. */
    private static final long DEADLINE_SECONDS = 3;

    private final RemediationServiceGrpc.RemediationServiceBlockingStub stub;

    public RemediationClient(@GrpcClient("remediation") RemediationServiceGrpc.RemediationServiceBlockingStub stub) {
        this.stub = stub;
    }

    @Override
    @CircuitBreaker
    @CircuitBreakerName(BREAKER)
    public String request(EpisodeNews news) {
        return stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
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
                        .build())
                .getNoRunbookReason();
    }
}
