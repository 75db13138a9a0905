package dev.firstline.ingest.store;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.ingest.v1.ErasePayloadRequest;
import dev.firstline.proto.ingest.v1.GetEventRequest;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each test has a source of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class PayloadErasureTest {

    @GrpcClient("ingest")
    Channel channel;

    @Inject
    PayloadErasure erasure;

    @Inject
    DeadLetters letters;

    @Inject
    Transactions transactions;

    @Inject
    InstantSource clock;

    private IngestServiceGrpc.IngestServiceBlockingStub as(String role) {
        return IngestServiceGrpc.newBlockingStub(channel).withCallCredentials(TestTokens.credentials("ann", role));
    }

    private static String accepted(String source, String body) {
        return given().header("Authorization", "Bearer the-kept-secret")
                .body(body)
                .post("/v1/sources/" + source)
                .then()
                .statusCode(202)
                .extract()
                .path("first_event_id");
    }

    private static UUID batch(String eventId) {
        return UUID.fromString(eventId.split("/")[0]);
    }

    /** The size of what a batch keeps of its payloads. */
    private int kept(String eventId) {
        return transactions.single(tx -> tx.first(
                        "select length(payloads) as size from batch where id = $1",
                        row -> row.getInteger("size"),
                        batch(eventId))
                .orElseThrow());
    }

    private UUID unread(String source, Instant accepted) {
        Payload payload = new Payload(source, "text/plain", "?".getBytes(StandardCharsets.UTF_8), Map.of());
        UnreadPayload unread = new UnreadPayload(Ids.next(accepted), payload, "not read", accepted, "");
        transactions.run(tx -> letters.store(tx, unread, clock.instant().plusSeconds(30)));
        return unread.id();
    }

    private boolean isKept(UUID letter) {
        return transactions.single(tx -> letters.find(tx, letter).isPresent());
    }

    private PayloadErasure.Round eraseBefore(String source, Instant time, int limit) {
        return transactions.call(tx -> erasure.eraseOld(tx, source, time, limit));
    }

    @Test
    void oldPayloadsAreErasedAndTheirEventsStay() {
        String old = accepted("kept-a", Alerts.firing("Old" + UUID.randomUUID()));
        String other = accepted("kept-b", Alerts.firing("Other" + UUID.randomUUID()));
        UUID letter = unread("kept-a", clock.instant().minusSeconds(60));
        // A later millisecond, so that its batch lies behind the time.
        eventually(
                () -> assertThat(clock.instant()).isAfter(Ids.time(batch(other)).plusMillis(2)));
        Instant time = clock.instant();
        String young = accepted("kept-a", Alerts.firing("Young" + UUID.randomUUID()));

        PayloadErasure.Round round = eraseBefore("kept-a", time, 10);
        assertThat(round).isEqualTo(new PayloadErasure.Round(1, 1, true));
        assertThat(kept(old)).isZero();
        assertThat(kept(young)).isPositive();
        assertThat(kept(other)).isPositive();
        assertThat(isKept(letter)).isFalse();
        assertThat(as("viewer")
                        .getEvent(GetEventRequest.newBuilder().setEventId(old).build())
                        .getEvent()
                        .getTitle())
                .startsWith("Old");
        assertThat(eraseBefore("kept-a", time, 10)).as("again").isEqualTo(new PayloadErasure.Round(0, 0, true));
    }

    @Test
    void aRoundIsBoundedAndTheNextOneGoesOn() {
        for (int i = 0; i < 3; i++) accepted("kept-c", Alerts.firing("Bounded" + i + UUID.randomUUID()));
        Instant later = clock.instant().plusSeconds(60);
        assertThat(eraseBefore("kept-c", later, 2).finished()).isFalse();
        assertThat(eraseBefore("kept-c", later, 2).finished()).isTrue();
        long left = transactions.single(tx -> tx.first(
                        "select count(*) as batches from batch where 'kept-c' = any(sources) and length(payloads) > 0",
                        row -> row.getLong("batches"))
                .orElseThrow());
        assertThat(left).isZero();
    }

    @Test
    void anAdministratorErasesOnePayloadFromAllItsBatches() {
        String event = accepted("kept-b", Alerts.firing("Large", 510));
        ErasePayloadRequest request =
                ErasePayloadRequest.newBuilder().setEventId(event).build();
        assertThat(code("responder", request)).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(as("admin").erasePayload(request).getErased()).isTrue();
        String payload = as("viewer")
                .getEvent(GetEventRequest.newBuilder().setEventId(event).build())
                .getEvent()
                .getPayloadId();
        assertThat(payload).isNotEmpty();
        assertThat(kept(event)).isZero();
        assertThat(as("admin").erasePayload(request).getErased()).as("again").isFalse();
    }

    @Test
    void aDeadLetterIsErased() {
        UUID letter = unread("kept-b", clock.instant());
        ErasePayloadRequest request = ErasePayloadRequest.newBuilder()
                .setDeadLetterId(letter.toString())
                .build();
        assertThat(as("admin").erasePayload(request).getErased()).isTrue();
        assertThat(isKept(letter)).isFalse();
        assertThat(code("admin", ErasePayloadRequest.getDefaultInstance())).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aDeadLetterThatWasReplayedIsErasedWithWhatCameOutOfIt() {
        UUID letter = readable("kept-b");
        String event = as("responder")
                .replayDeadLetter(ReplayDeadLetterRequest.newBuilder()
                        .setDeadLetterId(letter.toString())
                        .build())
                .getEventIds(0);
        assertThat(kept(event)).isPositive();
        ErasePayloadRequest request = ErasePayloadRequest.newBuilder()
                .setDeadLetterId(letter.toString())
                .build();
        assertThat(as("admin").erasePayload(request).getErased()).isTrue();
        assertThat(isKept(letter)).isFalse();
        assertThat(kept(event)).isZero();
        assertThat(as("admin").erasePayload(request).getErased()).as("again").isFalse();
    }

    @Test
    void anEventOfAReplayedDeadLetterTakesTheLetterWithIt() {
        UUID letter = readable("kept-b");
        String event = as("responder")
                .replayDeadLetter(ReplayDeadLetterRequest.newBuilder()
                        .setDeadLetterId(letter.toString())
                        .build())
                .getEventIds(0);
        assertThat(as("admin")
                        .erasePayload(ErasePayloadRequest.newBuilder()
                                .setEventId(event)
                                .build())
                        .getErased())
                .isTrue();
        assertThat(isKept(letter)).isFalse();
        assertThat(kept(event)).isZero();
    }

    /** A dead letter whose normalizer was mended meanwhile. */
    private UUID readable(String source) {
        byte[] body = Alerts.firing("Mended" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        Instant now = clock.instant();
        UnreadPayload unread = new UnreadPayload(
                Ids.next(now), new Payload(source, "application/json", body, Map.of()), "no", now, "");
        transactions.run(tx -> letters.store(tx, unread, now.plusSeconds(30)));
        return unread.id();
    }

    private Status.Code code(String role, ErasePayloadRequest request) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> as(role).erasePayload(request))
                .getStatus()
                .getCode();
    }
}
