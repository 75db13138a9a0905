package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.google.rpc.Status;
import dev.firstline.ingest.testing.ExportedLogs;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.proto.common.v1.Event;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An exporter of OpenTelemetry is answered as OTLP has it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class LogsRouteTest {

    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String ERROR = "{\"severityNumber\":17,\"body\":{\"stringValue\":\"Disk full\"}}";

    @GrpcService
    TriageStandIn triage;

    @BeforeEach
    void reset() {
        triage.reset();
    }

    private static Response export(String contentType, byte[] body, String secret) {
        return given().header("Content-Type", contentType)
                .header("Authorization", "Bearer " + secret)
                .body(body)
                .post("/v1/logs");
    }

    private static Response export(String records) {
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
        return export(JSON, body.getBytes(StandardCharsets.UTF_8), "the-logs-secret");
    }

    private List<Event> received() {
        return triage.received().stream()
                .flatMap(call -> TriageStandIn.events(call).stream())
                .toList();
    }

    @Test
    void aRequestInProtobufIsAnsweredInProtobufAndReachesTriage() {
        byte[] body = ExportedLogs.of(
                        Attributes.of(AttributeKey.stringKey("service.name"), "shop"),
                        logger -> logger.logRecordBuilder()
                                .setSeverity(Severity.ERROR)
                                .setBody("Disk full")
                                .emit())
                .protobuf();
        Response answer = export(PROTOBUF, body, "the-logs-secret");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo(PROTOBUF);
        assertThat(answer.body().asByteArray()).isEmpty();
        eventually(() -> assertThat(received()).extracting(Event::getService).containsExactly("shop"));
        assertThat(received().getFirst().getSource()).isEqualTo("logs");
    }

    @Test
    void whatIsNoAlertIsTakenAllTheSame() {
        export("{\"severityNumber\":9}")
                .then()
                .statusCode(200)
                .contentType(JSON)
                .body(equalTo("{}"));
    }

    @Test
    void recordsThatCanNotBeReadAreCountedAsRejected() throws Exception {
        export("1,2," + ERROR)
                .then()
                .statusCode(200)
                .body("partialSuccess.rejectedLogRecords", equalTo("2"))
                .body("partialSuccess.errorMessage", containsString("alert of its own"));
    }

    @Test
    void whatWouldNotGetBetterIsNotToBeSentAgain() throws Exception {
        Response answer = export(PROTOBUF, "no protobuf".getBytes(StandardCharsets.UTF_8), "the-logs-secret");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Status.parseFrom(answer.body().asByteArray()).getMessage()).startsWith("kept as dead letter ");
        export(JSON, "{".getBytes(StandardCharsets.UTF_8), "the-logs-secret")
                .then()
                .statusCode(400)
                .body("message", containsString("no JSON"));
    }

    @Test
    void whoShowsNoSecretOfSuchASourceIsNotRead() throws Exception {
        Response answer = export(PROTOBUF, new byte[0], "the-apps-secret");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(Status.parseFrom(answer.body().asByteArray()).getMessage()).contains("bearer token");
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() {
        export(JSON, new byte[300 << 10], "the-logs-secret")
                .then()
                .statusCode(413)
                .body("code", equalTo(3));
    }
}
