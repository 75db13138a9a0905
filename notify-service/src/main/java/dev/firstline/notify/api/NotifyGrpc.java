package dev.firstline.notify.api;

import dev.firstline.notify.store.DeliveryRecord;
import dev.firstline.notify.store.DeliveryStore;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.Answers;
import dev.firstline.platform.rpc.PageToken;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.security.Roles;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.ListDeliveriesResponse;
import dev.firstline.proto.notify.v1.NotifyService;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import dev.firstline.proto.notify.v1.ReceiveIncidentResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What triage and people ask of notify. */
@GrpcService
public class NotifyGrpc implements NotifyService {

    private final Reception reception;
    private final DeliveryStore deliveries;
    private final Transactions transactions;

    public NotifyGrpc(Reception reception, DeliveryStore deliveries, Transactions transactions) {
        this.reception = reception;
        this.deliveries = deliveries;
        this.transactions = transactions;
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<ReceiveIncidentResponse> receiveIncident(ReceiveIncidentRequest request) {
        return Answers.of(() -> {
            long confirmed = reception.receive(IncidentReading.of(request));
            return ReceiveIncidentResponse.newBuilder()
                    .setConfirmedSeq(confirmed)
                    .build();
        });
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<ListDeliveriesResponse> listDeliveries(ListDeliveriesRequest request) {
        return Answers.of(() -> {
            int size = PageToken.size(request.getPageSize());
            PageToken after = PageToken.parse(request.getPageToken());
            Optional<UUID> incident = incident(request.getIncidentId());
            Optional<String> channel = Optional.of(request.getChannel()).filter(name -> !name.isEmpty());
            List<DeliveryRecord> page =
                    transactions.single(tx -> deliveries.list(tx, incident, channel, after, size + 1));
            ListDeliveriesResponse.Builder answer = ListDeliveriesResponse.newBuilder();
            page.stream().limit(size).map(DeliveryAnswer::of).forEach(answer::addDeliveries);
            if (page.size() > size) {
                DeliveryRecord last = page.get(size - 1);
                answer.setNextPageToken(new PageToken(last.startedTime(), last.id()).encode());
            }
            return answer.build();
        });
    }

    private static Optional<UUID> incident(String id) {
        if (id.isEmpty()) return Optional.empty();
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException other) {
            throw Problem.invalid("incident_id", "is not a UUID");
        }
    }
}
