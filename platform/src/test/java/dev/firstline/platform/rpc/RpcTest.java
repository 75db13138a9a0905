package dev.firstline.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.BadRequest;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.ListDeliveriesResponse;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RpcTest {

    @GrpcClient("echo")
    Channel channel;

    @Test
    void anonymousCallsAreUnauthenticated() {
        var failure =
                catchThrowableOfType(StatusRuntimeException.class, () -> NotifyServiceGrpc.newBlockingStub(channel)
                        .listDeliveries(ListDeliveriesRequest.getDefaultInstance()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aRoleBelowTheLeastOneIsDenied() {
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> call("viewer", 0));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void theActorComesFromTheTokenAndHigherRolesIncludeLowerOnes() {
        var delivery = call("approver", 0).getDeliveries(0);
        assertThat(delivery.getSummary()).isEqualTo("ann");
        assertThat(delivery.getOperation()).isEqualTo("virtual");
        assertThat(delivery.getDetail()).contains("127.0.0.1");
    }

    @Test
    void wrongFieldsAreNamed() throws Exception {
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> call("responder", -1));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        var details = StatusProto.fromThrowable(failure).getDetailsList();
        assertThat(details.get(1).unpack(BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("page_size");
    }

    @Test
    void bugsAreToldWithoutTheirInside() {
        var failure =
                catchThrowableOfType(StatusRuntimeException.class, () -> NotifyServiceGrpc.newBlockingStub(channel)
                        .withCallCredentials(TestTokens.credentials("triage", "service"))
                        .receiveIncident(ReceiveIncidentRequest.getDefaultInstance()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(failure.getStatus().getDescription()).doesNotContain("a bug");
    }

    @Test
    void anAnswerAfterItsCallersDeadlineHarmsNoOtherCallOnTheConnection() throws Exception {
        ManagedChannel one = NettyChannelBuilder.forAddress("127.0.0.1", RestAssured.port)
                .usePlaintext()
                .build();
        List<String> outcomes = new ArrayList<>();
        try {
            var stub = NotifyServiceGrpc.newFutureStub(one)
                    .withCallCredentials(TestTokens.credentials("ann", "responder"));
            var patient = stub.listDeliveries(after("3000"));
            for (int millis = 1; millis <= 45; millis++) {
                var hasty =
                        stub.withDeadlineAfter(millis, TimeUnit.MILLISECONDS).listDeliveries(after("50"));
                outcomes.add(outcome(hasty::get));
            }
            assertThat(patient.get(30, TimeUnit.SECONDS).getDeliveriesCount()).isEqualTo(1);
            // On a busy machine an answer may come before its caller notices that its time is over.
            assertThat(outcomes).contains("DEADLINE_EXCEEDED").isSubsetOf("DEADLINE_EXCEEDED", "OK");
        } finally {
            one.shutdownNow();
        }
    }

    private static String outcome(Callable<ListDeliveriesResponse> call) throws Exception {
        try {
            return call.call().getDeliveriesCount() == 1 ? "OK" : "empty";
        } catch (ExecutionException failure) {
            return Status.fromThrowable(failure).getCode().name();
        }
    }

    private static ListDeliveriesRequest after(String millis) {
        return ListDeliveriesRequest.newBuilder().setChannel("after " + millis).build();
    }

    @Test
    void jsonOverHttpReachesTheSameMethods() {
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.of("ann", "responder"))
                .contentType("application/json")
                .body("{\"pageSize\": 3}")
                .post("/firstline.notify.v1.NotifyService/ListDeliveries")
                .then()
                .statusCode(200)
                .body("deliveries[0].summary", org.hamcrest.Matchers.equalTo("ann"));
    }

    @Test
    void codeThatHasNotBegunBeforeItsCallersDeadlineDoesNotBegin() {
        Metadata hasty = new Metadata();
        hasty.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), "1n");
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> NotifyServiceGrpc.newBlockingStub(
                        channel)
                .withCallCredentials(TestTokens.credentials("ann", "responder"))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(hasty))
                .listDeliveries(
                        ListDeliveriesRequest.newBuilder().setChannel("hasty").build()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(EchoGrpc.BEGUN).doesNotContain("hasty");
    }

    @Test
    void healthAnswers() {
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    @Test
    void reflectionNamesTheServices() throws Exception {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                answer.completeExceptionally(new AssertionError("no answer"));
            }
        });
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertThat(answer.get(30, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
                .extracting(service -> service.getName())
                .contains("firstline.notify.v1.NotifyService", "grpc.health.v1.Health");
        requests.onCompleted();
    }

    private ListDeliveriesResponse call(String role, int pageSize) {
        return NotifyServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(TestTokens.credentials("ann", role))
                .listDeliveries(
                        ListDeliveriesRequest.newBuilder().setPageSize(pageSize).build());
    }
}
