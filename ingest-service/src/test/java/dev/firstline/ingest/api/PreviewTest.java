package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.ingest.v1.PreviewPayloadRequest;
import dev.firstline.proto.ingest.v1.PreviewPayloadResponse;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class PreviewTest {

    @GrpcClient("ingest")
    Channel channel;

    private PreviewPayloadResponse preview(PreviewPayloadRequest.Builder request, String body) {
        return IngestServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(TestTokens.credentials("ann", "viewer"))
                .previewPayload(request.setBody(ByteString.copyFromUtf8(body)).build());
    }

    private static PreviewPayloadRequest.Builder request() {
        return PreviewPayloadRequest.newBuilder();
    }

    private String wrongField(PreviewPayloadRequest.Builder request) throws Exception {
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> preview(request, "{}"));
        return StatusProto.fromThrowable(failure)
                .getDetails(1)
                .unpack(BadRequest.class)
                .getFieldViolations(0)
                .getField();
    }

    @Test
    void aPayloadIsReadAsItsSourceIsConfigured() {
        PreviewPayloadResponse answer = preview(
                request().setSource("builds"), "{\"project\":\"shop\",\"branch\":\"main\",\"state\":\"firing\"}");
        assertThat(answer.getType()).isEqualTo("generic");
        assertThat(answer.getIdentityRule()).isEqualTo("id, else a hash over all labels");
        assertThat(answer.getEvents(0).getFingerprint()).isEqualTo("shop/main");
        assertThat(answer.getEvents(0).getSource()).isEqualTo("builds");
        assertThat(answer.getEvents(0).getId()).isEmpty();
    }

    @Test
    void aTypeNeedsNoSourceAndGetsTheHeadersItReads() {
        PreviewPayloadResponse answer = preview(
                request()
                        .setType("cloudevents")
                        .putHeaders("CE-SpecVersion", "1.0")
                        .putHeaders("Ce-Id", "1")
                        .putHeaders("ce-source", "/shop")
                        .putHeaders("ce-type", "disk.firing"),
                "{\"title\":\"Disk full\"}");
        assertThat(answer.getUnreadReason()).isEmpty();
        assertThat(answer.getEvents(0).getTitle()).isEqualTo("Disk full");
    }

    @Test
    void whatWouldBeADeadLetterIsSaidToBe() {
        PreviewPayloadResponse broken = preview(request().setSource("prom"), "{");
        assertThat(broken.getMalformed()).isTrue();
        assertThat(broken.getUnreadReason()).contains("no JSON");
        assertThat(preview(request().setSource("prom"), "[]").getMalformed()).isFalse();
    }

    private static String firing(String alert) {
        return "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\""
                + alert + "\"},\"fingerprint\":\"1\"}]}";
    }

    @Test
    void aHeartbeatIsNoEventHereEither() {
        PreviewPayloadResponse usual = preview(request().setSource("prom"), firing("Watchdog"));
        assertThat(usual.getEventsList()).isEmpty();
        assertThat(usual.getHeartbeat()).isEqualTo("Watchdog");
        PreviewPayloadResponse ofAType = preview(request().setType("alertmanager"), firing("Watchdog"));
        assertThat(ofAType.getHeartbeat()).isEqualTo("Watchdog");
        PreviewPayloadResponse own = preview(request().setSource("beating"), firing("Pulse"));
        assertThat(own.getEventsList()).isEmpty();
        assertThat(own.getHeartbeat()).isEqualTo("Pulse");
        PreviewPayloadResponse ordinary = preview(request().setSource("beating"), firing("Watchdog"));
        assertThat(ordinary.getEventsList()).hasSize(1);
        assertThat(ordinary.getHeartbeat()).isEmpty();
    }

    @Test
    void whatIsWrongWithARequestIsNamed() throws Exception {
        assertThat(wrongField(request().setSource("nobody"))).isEqualTo("source");
        assertThat(wrongField(request())).isEqualTo("type");
        assertThat(wrongField(request().setType("generic").putFields("id", "alert ==")))
                .isEqualTo("fields");
    }
}
