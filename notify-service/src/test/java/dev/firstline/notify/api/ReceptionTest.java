package dev.firstline.notify.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.BadRequest;
import dev.firstline.notify.domain.Entry;
import dev.firstline.notify.domain.Phase;
import dev.firstline.notify.store.IncidentStore;
import dev.firstline.notify.testing.NotifyStories;
import dev.firstline.notify.testing.Snapshots;
import dev.firstline.platform.database.Transactions;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReceptionTest extends NotifyStories {

    @Inject
    IncidentStore incidents;

    @Inject
    Transactions transactions;

    @BeforeEach
    void begin() {
        incident.route(route -> route.clearChannels());
    }

    @Test
    void anOlderStateChangesNothingButItsLinesAreKept() {
        ReceiveIncidentRequest first = incident.next(Snapshots::unchanged, 2);
        ReceiveIncidentRequest second = incident.next(Snapshots::resolved, 2);
        assertThat(receive(second)).isZero();
        assertThat(receive(first)).isEqualTo(4);
        assertThat(receive(first)).isEqualTo(4);
        UUID id = UUID.fromString(incident.id());
        assertThat(transactions.call(tx -> incidents.find(tx, id)).orElseThrow().phase())
                .isEqualTo(Phase.RESOLVED);
        assertThat(story(id, 1)).extracting(Entry::text).containsExactly("line 2.", "line 3.", "line 4.");
    }

    @Test
    void linesAfterAGapAreNeitherConfirmedNorTold() {
        assertThat(receive(incident.next(Snapshots::unchanged, 2))).isEqualTo(2);
        incident.same(1);
        assertThat(receive(incident.same(2))).isEqualTo(2);
        UUID id = UUID.fromString(incident.id());
        assertThat(story(id, 0)).hasSize(2);
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() throws Exception {
        ReceiveIncidentRequest.Builder wrong = incident.next(Snapshots::unchanged, 2).toBuilder();
        wrong.getIncidentBuilder().getIncidentBuilder().setId("7").setVersion(0).clearStartedTime();
        wrong.getIncidentBuilder().getEntriesBuilder(1).setSeq(1).clearTime();
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> receive(wrong.build()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        var details = StatusProto.fromThrowable(failure).getDetailsList();
        assertThat(details.get(1).unpack(BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactly(
                        "incident.incident.id",
                        "incident.incident.version",
                        "incident.incident.started_time",
                        "incident.entries[1].seq",
                        "incident.entries[1].time");
    }

    @Test
    void anEmptyRequestIsRefused() {
        var failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> receive(ReceiveIncidentRequest.getDefaultInstance()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void textsThatPostgresRefusesAreTakenAllTheSame() {
        ReceiveIncidentRequest.Builder odd = incident.next(Snapshots::unchanged, 1).toBuilder();
        odd.getIncidentBuilder().getIncidentBuilder().setTitle("a\0b");
        odd.getIncidentBuilder().getEntriesBuilder(0).setText("c\0d");
        assertThat(receive(odd.build())).isEqualTo(1);
    }

    @Test
    void peopleMayNotBringIncidentsAndWrongFiltersAreNamed() {
        var stub = as("ann", "admin");
        var denied = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub.receiveIncident(incident.next(Snapshots::unchanged, 0)));
        assertThat(denied.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        var wrong = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> stub.listDeliveries(
                        ListDeliveriesRequest.newBuilder().setIncidentId("x").build()));
        assertThat(wrong.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void deliveriesComeInPages() {
        incident.route(route -> route.addAllChannels(List.of("log", "carrier", "pigeon")));
        receive(incident.next(Snapshots::unchanged, 1));
        var stub = as("ann", "viewer");
        eventually(() -> {
            ListDeliveriesRequest.Builder request = ListDeliveriesRequest.newBuilder()
                    .setIncidentId(incident.id())
                    .setChannel("log")
                    .setPageSize(2);
            var page = stub.listDeliveries(request.build());
            assertThat(page.getDeliveriesCount()).isEqualTo(2);
            var rest = stub.listDeliveries(
                    request.setPageToken(page.getNextPageToken()).build());
            assertThat(rest.getDeliveriesCount()).isEqualTo(1);
            assertThat(rest.getNextPageToken()).isEmpty();
        });
    }

    @Test
    void aChannelThatThereIsNoneOfIsSeenInHealth() {
        incident.route(route -> route.addChannels("dovecote"));
        receive(incident.next(Snapshots::unchanged, 1));
        String health = RestAssured.get("/q/health/well").getBody().asString();
        assertThat(health).contains("\"dovecote\": \"no channel has this name; there are: log, pagerduty, slack");
    }

    private List<Entry> story(UUID id, long after) {
        return transactions.call(tx -> incidents.story(tx, id, after, 10));
    }
}
