package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A queue is read by the service itself. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class QueuesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @GrpcService
    TriageStandIn triage;

    @GrpcClient("ingest")
    Channel channel;

    @ConfigProperty(name = "firstline.ingest.sources.queued.queue.url")
    URI queue;

    @BeforeEach
    void reset() {
        triage.reset();
    }

    /** The queue lies in the process of the tests, out of reach of this class: so it is called as anybody would. */
    private String call(String action, String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(queue)
                                    .header("X-Amz-Target", "AmazonSQS." + action)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private String send(String message) throws Exception {
        ObjectNode request = JSON.createObjectNode().put("MessageBody", message);
        return JSON.readTree(call("SendMessage", request.toString()))
                .path("MessageId")
                .asText();
    }

    private List<Event> received() {
        return triage.received().stream()
                .flatMap(call -> TriageStandIn.events(call).stream())
                .filter(event -> event.getSource().equals("queued"))
                .toList();
    }

    private void isEmpty() {
        assertThat(call("GetQueueAttributes", "{}")).contains("\"ApproximateNumberOfMessages\":\"0\"");
    }

    @Test
    void aMessageReachesTriageAndIsDeleted() throws Exception {
        String id = send("""
                {"detail-type":"Deployment failed","source":"shop.deploy","detail":{"title":"Roll-out is stuck","service":"shop"}}""");
        eventually(() -> assertThat(received()).hasSize(1));
        assertThat(received().getFirst().getTitle()).isEqualTo("Roll-out is stuck");
        assertThat(received().getFirst().getDeliveryId())
                .as("a message that comes again is known by it")
                .isEqualTo(id);
        eventually(this::isEmpty);
        given().get("/q/health/well")
                .then()
                .body("checks.find { it.name == 'queues' }.data.queued", equalTo("is read"));
    }

    @Test
    void aMessageThatNobodyUnderstandsBecomesADeadLetterAndIsDeleted() throws Exception {
        send("{\"hello\":\"world\"}");
        eventually(() -> assertThat(IngestServiceGrpc.newBlockingStub(channel)
                        .withCallCredentials(TestTokens.credentials("ann", "viewer"))
                        .listDeadLetters(ListDeadLettersRequest.newBuilder()
                                .setSource("queued")
                                .build())
                        .getDeadLettersList())
                .hasSize(1));
        eventually(this::isEmpty);
    }
}
