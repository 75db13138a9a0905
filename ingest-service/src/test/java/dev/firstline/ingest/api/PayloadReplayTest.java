package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.Severity;
import dev.firstline.proto.ingest.v1.ChangedEvent;
import dev.firstline.proto.ingest.v1.EventBatch;
import dev.firstline.proto.ingest.v1.GetEventRequest;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.ingest.v1.Payload;
import dev.firstline.proto.ingest.v1.PayloadBatch;
import dev.firstline.proto.ingest.v1.ReplayPayloadsRequest;
import dev.firstline.proto.ingest.v1.ReplayPayloadsResponse;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test looks at the milliseconds of its own batches only. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class PayloadReplayTest {

    @GrpcClient("ingest")
    Channel channel;

    @GrpcService
    TriageStandIn triage;

    @Inject
    Transactions transactions;

    @BeforeEach
    void reset() {
        triage.reset();
    }

    private IngestServiceGrpc.IngestServiceBlockingStub as(String role) {
        return IngestServiceGrpc.newBlockingStub(channel).withCallCredentials(TestTokens.credentials("ann", role));
    }

    /** Accepts a webhook, and waits until triage has it; returns the id of its first batch. */
    private UUID accepted(String body) {
        String event = given().header("Authorization", "Bearer the-reread-secret")
                .body(body)
                .post("/v1/sources/reread")
                .then()
                .statusCode(202)
                .extract()
                .path("first_event_id");
        String batch = event.split("/")[0];
        eventually(() -> assertThat(triage.received(batch)).isNotEmpty());
        return UUID.fromString(batch);
    }

    private static ReplayPayloadsRequest.Builder of(UUID first, UUID last) {
        return ReplayPayloadsRequest.newBuilder()
                .setSource("reread")
                .setAcceptedAfter(time(Ids.time(first)))
                .setAcceptedBefore(time(Ids.time(last).plusMillis(1)));
    }

    private static Timestamp time(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private ReplayPayloadsResponse replay(UUID batch) {
        return as("responder").replayPayloads(of(batch, batch).build());
    }

    /** As if another version of the normalizer had read an event of this batch otherwise. */
    private void readOtherwise(UUID batch, int index, UnaryOperator<Event.Builder> otherwise) {
        EventBatch.Builder events = Inflated.events(column(batch, "events")).toBuilder();
        events.setEvents(index, otherwise.apply(events.getEvents(index).toBuilder()));
        store(batch, "events", events.build());
    }

    private byte[] column(UUID batch, String name) {
        return transactions.single(tx -> tx.first(
                        "select " + name + " from batch where id = $1",
                        row -> row.getBuffer(name).getBytes(),
                        batch)
                .orElseThrow());
    }

    private void store(UUID batch, String column, MessageLite content) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            content.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        transactions.run(tx -> tx.update(
                "update batch set " + column + " = $2 where id = $1", batch, Buffer.buffer(deflated.toByteArray())));
    }

    /** What was read again out of a batch's payloads, in the order in which it was read. */
    private List<UUID> readAgain(UUID origin) {
        return transactions.single(tx -> tx.list(
                "select id from batch where origin = $1 order by first_index", row -> row.getUUID("id"), origin));
    }

    private ReceiveEventsRequest handedOver(UUID batch) {
        eventually(() -> assertThat(triage.received(batch.toString())).isNotEmpty());
        return triage.received(batch.toString()).getFirst();
    }

    @Test
    void whatDiffersGoesOnOnceRightBehindWhatWasReadFirst() {
        UUID batch = accepted(Alerts.firing("Changed" + UUID.randomUUID()));
        readOtherwise(batch, 0, event -> event.setSeverity(Severity.SEVERITY_WARNING));

        var tried =
                as("responder").replayPayloads(of(batch, batch).setDryRun(true).build());
        assertThat(tried.getChangedEvents()).isEqualTo(1);
        assertThat(tried.getChangesList()).extracting(ChangedEvent::getAdded).containsExactly(false);
        assertThat(readAgain(batch)).as("a dry run").isEmpty();

        assertThat(replay(batch).getChangedEvents()).isEqualTo(1);
        assertThat(readAgain(batch)).hasSize(1);
        UUID derived = readAgain(batch).getFirst();
        ReceiveEventsRequest call = handedOver(derived);
        assertThat(call.getPlace()).isEqualTo(handedOver(batch).getPlace());
        assertThat(call.getFirstIndex()).isEqualTo(1000);
        assertThat(TriageStandIn.events(call))
                .extracting(Event::getSeverity)
                .containsExactly(Severity.SEVERITY_CRITICAL);
        Event event = as("viewer")
                .getEvent(
                        GetEventRequest.newBuilder().setEventId(derived + "/0").build())
                .getEvent();
        assertThat(event.getPlace().getIndex()).isEqualTo(1000);

        assertThat(replay(batch).getChangedEvents()).as("again").isZero();
        assertThat(readAgain(batch)).hasSize(1);
    }

    @Test
    void whatIsReadAsBeforeGoesNowhere() {
        UUID batch = accepted(Alerts.firing("Same" + UUID.randomUUID(), 3));
        ReplayPayloadsResponse answer = replay(batch);
        assertThat(answer.getPayloads()).isEqualTo(1);
        assertThat(answer.getChangedEvents()).isZero();
        assertThat(readAgain(batch)).isEmpty();
    }

    @Test
    void theLastReadingIsWhatTheNextOneIsComparedWith() {
        UUID batch = accepted(Alerts.firing("Twice" + UUID.randomUUID()));
        readOtherwise(batch, 0, event -> event.setTitle("as the first version read it"));
        assertThat(replay(batch).getChangedEvents()).isEqualTo(1);
        readOtherwise(readAgain(batch).getFirst(), 0, event -> event.setTitle("as the second version read it"));
        assertThat(replay(batch).getChangedEvents()).isEqualTo(1);
        assertThat(readAgain(batch)).hasSize(2);
        assertThat(handedOver(readAgain(batch).getLast()).getFirstIndex()).isEqualTo(2000);
        assertThat(replay(batch).getChangedEvents()).isZero();
    }

    @Test
    void anAlertThatNobodyReadBeforeIsAdded() {
        UUID batch = accepted(Alerts.firing("Added" + UUID.randomUUID()));
        readOtherwise(batch, 0, event -> event.setFingerprint("as it was made before"));
        assertThat(replay(batch).getChangesList())
                .extracting(ChangedEvent::getAdded)
                .containsExactly(true);
        assertThat(replay(batch).getChangedEvents()).isZero();
    }

    @Test
    void aPayloadThatIsSpreadOverSeveralBatchesIsReadOnce() {
        UUID batch = accepted(Alerts.firing("Many", 510));
        assertThat(replay(batch).getChangedEvents()).isZero();
        readOtherwise(batch, 7, event -> event.setTitle("as it was read before"));
        ReplayPayloadsResponse answer = replay(batch);
        assertThat(answer.getPayloads()).isEqualTo(1);
        assertThat(answer.getChangedEvents()).isEqualTo(1);
        assertThat(replay(batch).getChangedEvents()).isZero();
    }

    @Test
    void aPayloadThatCanNotBeReadAnyMoreIsTold() {
        UUID batch = accepted(Alerts.firing("Broken" + UUID.randomUUID()));
        Payload payload = Inflated.payloads(column(batch, "payloads")).getPayloads(0);
        store(
                batch,
                "payloads",
                PayloadBatch.newBuilder()
                        .addPayloads(payload.toBuilder().setBody(ByteString.copyFromUtf8("no JSON")))
                        .build());
        ReplayPayloadsResponse answer = replay(batch);
        assertThat(answer.getUnreadableList())
                .singleElement()
                .satisfies(unreadable -> assertThat(unreadable.getPayloadId()).isEqualTo(payload.getId()));
        assertThat(answer.getChangedEvents()).isZero();
    }

    @Test
    void aLongTimeIsReadPageByPage() {
        String name = "Paged" + UUID.randomUUID();
        UUID first = accepted(Alerts.firing(name + "a"));
        accepted(Alerts.firing(name + "b"));
        UUID last = accepted(Alerts.firing(name + "c"));
        ReplayPayloadsRequest.Builder request = of(first, last).setPageSize(1);
        int payloads = 0;
        int pages = 0;
        do {
            ReplayPayloadsResponse page = as("responder").replayPayloads(request.build());
            payloads += page.getPayloads();
            pages++;
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        assertThat(payloads).isEqualTo(3);
        assertThat(pages).isGreaterThan(1);
    }

    @Test
    void aRequestNamesASourceAndATimeAndItsCallerIsAResponder() {
        assertThat(code("responder", ReplayPayloadsRequest.getDefaultInstance()))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        UUID now = Ids.next(Instant.now());
        assertThat(code("viewer", of(now, now).build())).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    private Status.Code code(String role, ReplayPayloadsRequest request) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> as(role).replayPayloads(request))
                .getStatus()
                .getCode();
    }
}
