package dev.firstline.triage.api;

import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import dev.firstline.proto.triage.v1.IncidentSnapshot;
import dev.firstline.proto.triage.v1.Route;
import dev.firstline.triage.domain.IncidentHead;
import dev.firstline.triage.domain.IncidentNews;
import dev.firstline.triage.domain.Notify;
import dev.firstline.triage.domain.Policies;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Notify over gRPC. */
@Singleton
public class NotifyClient implements Notify {

    /** The circuit breaker's name, by which its state is asked. */
    static final String BREAKER = "notify";

    /** Well within the lease of the work that calls. */
    private static final long DEADLINE_SECONDS = 3;

    private final NotifyServiceGrpc.NotifyServiceBlockingStub stub;
    private final Policies policies;

    public NotifyClient(@GrpcClient("notify") NotifyServiceGrpc.NotifyServiceBlockingStub stub, Policies policies) {
        this.stub = stub;
        this.policies = policies;
    }

    @Override
    @CircuitBreaker
    @CircuitBreakerName(BREAKER)
    public long tell(IncidentNews news) {
        IncidentHead head = news.incident().head();
        IncidentSnapshot.Builder snapshot = IncidentSnapshot.newBuilder()
                .setIncident(Protos.incident(news.incident(), policies.current().catalogue()))
                .setRoute(Route.newBuilder()
                        .addAllChannels(head.channels())
                        .setSlackChannel(head.owner().slackChannel())
                        .setPagerdutyService(head.owner().pagerdutyService()))
                .setLastSeq(head.lastSeq());
        news.lines().forEach(line -> snapshot.addEntries(Protos.entry(line)));
        return stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .receiveIncident(ReceiveIncidentRequest.newBuilder()
                        .setIncident(snapshot)
                        .build())
                .getConfirmedSeq();
    }
}
