package dev.firstline.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.containsString;

import com.google.rpc.BadRequest;
import dev.firstline.platform.rpc.Problem.Violation;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.Link;
import dev.firstline.proto.ingest.v1.PostEventsRequest;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentSnapshot;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StorableTextsTest {

    @GrpcClient("echo")
    Channel channel;

    @Test
    void aTextThatCanNotBeStoredIsRefusedWithItsFieldsName() throws Exception {
        var failure =
                catchThrowableOfType(StatusRuntimeException.class, () -> NotifyServiceGrpc.newBlockingStub(channel)
                        .withCallCredentials(TestTokens.credentials("ann", "responder"))
                        .listDeliveries(ListDeliveriesRequest.newBuilder()
                                .setIncidentId("\0")
                                .setChannel("nul\0")
                                .build()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        var details = StatusProto.fromThrowable(failure).getDetailsList();
        assertThat(details.get(1).unpack(BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactly("incident_id", "channel");
        assertThat(EchoGrpc.BEGUN).doesNotContain("nul\0");
    }

    @Test
    void whatAServiceTellsPasses() {
        var answer = catchThrowableOfType(StatusRuntimeException.class, () -> NotifyServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(TestTokens.credentials("triage", "service"))
                .receiveIncident(ReceiveIncidentRequest.newBuilder()
                        .setIncident(IncidentSnapshot.newBuilder()
                                .setIncident(Incident.newBuilder().setTitle("a\0")))
                        .build()));
        assertThat(answer.getStatus().getCode()).as("the echo's own").isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void soItIsOverHttp() {
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.of("ann", "responder"))
                .contentType("application/json")
                .body("{\"channel\": \"a\\u0000\"}")
                .post("/firstline.notify.v1.NotifyService/ListDeliveries")
                .then()
                .statusCode(400)
                .body(containsString("channel"))
                .body(containsString("NUL"));
    }

    @Test
    void aTextIsFoundWhereverItStands() {
        PostEventsRequest request = PostEventsRequest.newBuilder()
                .setSource("posted")
                .addEvents(Event.newBuilder().setTitle("fine").putLabels("a", "b"))
                .addEvents(Event.newBuilder()
                        .setTitle("\0")
                        .putLabels("team", "x\0")
                        .putLabels("te\0am", "x")
                        .addPartialReasons("fine")
                        .addPartialReasons("\0")
                        .addLinks(Link.newBuilder().setUrl("https://example.com/\0")))
                .build();
        assertThat(NulCharacters.in(request))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "events[1].title",
                        "events[1].labels[team]",
                        "events[1].labels",
                        "events[1].partial_reasons[1]",
                        "events[1].links[0].url");
    }

    @Test
    void onlySomeOfVeryManyAreNamed() {
        PostEventsRequest.Builder request = PostEventsRequest.newBuilder();
        for (int i = 0; i < 500; i++) request.addEvents(Event.newBuilder().setTitle("\0"));
        assertThat(NulCharacters.in(request.build())).hasSize(50);
    }
}
