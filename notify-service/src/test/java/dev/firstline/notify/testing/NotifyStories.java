package dev.firstline.notify.testing;

import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.notify.v1.Delivery;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import java.util.List;

/** What the stories about the whole service share: the vendors, an incident of its own for each test, and what became of it. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(Vendors.class)
public abstract class NotifyStories {

    @GrpcClient("notify")
    protected Channel channel;

    protected final FakeSlack slack = Vendors.slack();
    protected final FakePagerDuty pagerDuty = Vendors.pagerDuty();
    protected final Snapshots incident = Snapshots.critical();

    protected NotifyServiceGrpc.NotifyServiceBlockingStub as(String name, String role) {
        return NotifyServiceGrpc.newBlockingStub(channel).withCallCredentials(TestTokens.credentials(name, role));
    }

    /** Triage tells the service; returns the line that it confirms. */
    protected long receive(ReceiveIncidentRequest request) {
        return as("triage", "service").receiveIncident(request).getConfirmedSeq();
    }

    protected List<Delivery> deliveries() {
        return as("ann", "viewer")
                .listDeliveries(ListDeliveriesRequest.newBuilder()
                        .setIncidentId(incident.id())
                        .build())
                .getDeliveriesList();
    }

    /** The text of the incident's first message in Slack. */
    protected String root() {
        return slack.roots(incident.id()).getFirst().getString("text");
    }

    /** The texts in its thread. */
    protected List<String> replies() {
        return slack.replies(incident.id()).stream()
                .map(message -> message.getString("text"))
                .toList();
    }
}
