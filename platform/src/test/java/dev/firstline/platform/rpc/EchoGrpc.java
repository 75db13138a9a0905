package dev.firstline.platform.rpc;

import dev.firstline.platform.security.Caller;
import dev.firstline.platform.security.Roles;
import dev.firstline.proto.notify.v1.Delivery;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.ListDeliveriesResponse;
import dev.firstline.proto.notify.v1.NotifyService;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import dev.firstline.proto.notify.v1.ReceiveIncidentResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A service that answers what the tests want to see of the platform. */
@GrpcService
public class EchoGrpc implements NotifyService {

    /** The channels of the calls whose code has begun. */
    static final Queue<String> BEGUN = new ConcurrentLinkedQueue<>();

    private final Caller caller;

    public EchoGrpc(Caller caller) {
        this.caller = caller;
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<ReceiveIncidentResponse> receiveIncident(ReceiveIncidentRequest request) {
        return Answers.of(() -> {
            switch (request.getIncident().getIncident().getTitle()) {
                case "" -> throw new IllegalStateException("a bug");
                case "away" -> throw Problem.unavailable("AWAY", "not now", Duration.ofMillis(2500));
                default -> throw Problem.precondition("NOT_NOW", "it is over");
            }
        });
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<ListDeliveriesResponse> listDeliveries(ListDeliveriesRequest request) {
        return Answers.of(() -> {
            BEGUN.add(request.getChannel());
            if (request.getChannel().startsWith("after ")) rest(request.getChannel());
            PageToken.size(request.getPageSize());
            PageToken.parse(request.getPageToken());
            return ListDeliveriesResponse.newBuilder()
                    .addDeliveries(Delivery.newBuilder()
                            .setSummary(caller.actor())
                            .setDetail(caller.address())
                            .setOperation(Thread.currentThread().isVirtual() ? "virtual" : "platform"))
                    .build();
        });
    }

    /** "after 300": answers so many milliseconds later. */
    private static void rest(String wish) {
        LockSupport.parkNanos(Duration.ofMillis(Long.parseLong(wish.substring("after ".length())))
                .toNanos());
    }
}
