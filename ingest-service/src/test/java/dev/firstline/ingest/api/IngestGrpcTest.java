package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.store.DeadLetters;
import dev.firstline.ingest.store.UnreadPayload;
import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.Link;
import dev.firstline.proto.ingest.v1.DeadLetter;
import dev.firstline.proto.ingest.v1.GetDeadLetterRequest;
import dev.firstline.proto.ingest.v1.GetEventRequest;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ListDeadLettersResponse;
import dev.firstline.proto.ingest.v1.PostEventsRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class IngestGrpcTest {

    @GrpcClient("ingest")
    Channel channel;

    @GrpcService
    TriageStandIn triage;

    @Inject
    Transactions transactions;

    @Inject
    DeadLetters letters;

    @Inject
    InstantSource clock;

    @BeforeEach
    void reset() {
        triage.reset();
    }

    private IngestServiceGrpc.IngestServiceBlockingStub as(String role) {
        return IngestServiceGrpc.newBlockingStub(channel).withCallCredentials(TestTokens.credentials("ann", role));
    }

    private static Status.Code code(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run)
                .getStatus()
                .getCode();
    }

    private static Event.Builder firing(String fingerprint) {
        return Event.newBuilder()
                .setFingerprint(fingerprint)
                .setTitle("Disk full")
                .setStatus(EventStatus.EVENT_STATUS_FIRING);
    }

    private static PostEventsRequest.Builder request(String id) {
        return PostEventsRequest.newBuilder().setRequestId(id).setSource("posted");
    }

    @Test
    void postedEventsAreAcceptedAndFound() {
        var ids = as("sender")
                .postEvents(request("r1")
                        .addEvents(firing("a"))
                        .addEvents(firing("b"))
                        .build())
                .getEventIdsList();
        assertThat(ids).hasSize(2);
        Event second = as("viewer")
                .getEvent(GetEventRequest.newBuilder().setEventId(ids.get(1)).build())
                .getEvent();
        assertThat(second.getId()).isEqualTo(ids.get(1));
        assertThat(second.getFingerprint()).isEqualTo("b");
        assertThat(second.getSource()).isEqualTo("posted");
        assertThat(second.getDeliveryId()).isEqualTo("ann:r1/1");
        assertThat(second.getPlace().getBatch()).isPositive();
        assertThat(second.getPlace().getIndex())
                .isEqualTo(Integer.parseInt(ids.get(1).split("/")[1]));
        assertThat(second.hasObservedTime()).isTrue();
    }

    @Test
    void everythingThatIsWrongWithARequestIsSaidAtOnce() throws Exception {
        var wrong = request("")
                .addEvents(firing("").setId("x").setStatusValue(9).setTitle(""))
                .addEvents(firing("b").addLinks(Link.newBuilder().setUrl("/relative")));
        var failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> as("sender").postEvents(wrong.build()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        var fields = StatusProto.fromThrowable(failure).getDetails(1).unpack(BadRequest.class);
        assertThat(fields.getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactlyInAnyOrder(
                        "request_id",
                        "events[0].id",
                        "events[0].fingerprint",
                        "events[0].title",
                        "events[0].status",
                        "events[1].links[0].url");
    }

    @Test
    void anUnknownSourceAndAnEmptyListAreInvalid() {
        assertThat(code(() -> as("sender")
                        .postEvents(request("r")
                                .setSource("nobody")
                                .addEvents(firing("a"))
                                .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(code(() -> as("sender").postEvents(request("r").build()))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void onlySendersPostAndOnlyRespondersReplay() {
        assertThat(code(() -> as("service")
                        .postEvents(request("r").addEvents(firing("a")).build())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(code(() -> as("admin")
                        .postEvents(request("r").addEvents(firing("a")).build())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(code(() -> as("viewer").replayDeadLetter(ReplayDeadLetterRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(code(() -> IngestServiceGrpc.newBlockingStub(channel)
                        .listDeadLetters(ListDeadLettersRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void anEventThatIsNotThereIsNotFound() {
        String none = Ids.next(clock.instant()) + "/0";
        assertThat(code(() -> as("viewer")
                        .getEvent(GetEventRequest.newBuilder().setEventId(none).build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(code(() -> as("viewer")
                        .getEvent(GetEventRequest.newBuilder().setEventId("x").build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void deadLettersAreListedNewestFirstPageByPage() {
        for (int i = 0; i < 3; i++) {
            given().header("Authorization", "Bearer the-apps-secret")
                    .body("broken " + i)
                    .post("/v1/sources/apps");
        }
        ListDeadLettersRequest.Builder request =
                ListDeadLettersRequest.newBuilder().setSource("apps").setPageSize(2);
        ListDeadLettersResponse first = as("viewer").listDeadLetters(request.build());
        assertThat(first.getDeadLettersList()).hasSize(2);
        ListDeadLettersResponse second = as("viewer")
                .listDeadLetters(request.setPageToken(first.getNextPageToken()).build());
        assertThat(second.getDeadLettersCount()).isPositive();
        assertThat(second.getDeadLetters(0).getId())
                .isLessThan(first.getDeadLetters(1).getId());
        assertThat(first.getDeadLetters(0).getReason()).contains("no JSON");
        assertThat(first.getDeadLetters(0).getSize()).isEqualTo("broken 0".length());
    }

    /** What an earlier version of the normalizer could not read, today's can. */
    private UUID mended(String body) {
        Instant now = clock.instant();
        Payload payload = new Payload("prom", "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of());
        UnreadPayload unread = new UnreadPayload(Ids.next(now), payload, "could not be read", now, "");
        transactions.run(tx -> letters.store(tx, unread, now.plusSeconds(3)));
        return unread.id();
    }

    private List<String> replay(UUID id) {
        return as("responder")
                .replayDeadLetter(ReplayDeadLetterRequest.newBuilder()
                        .setDeadLetterId(id.toString())
                        .build())
                .getEventIdsList();
    }

    @Test
    void aReplayKeepsThePlaceOfTheFirstAcceptanceAndASecondOneChangesNothing() {
        UUID letter = mended(Alerts.firing("Replayed"));
        String later = as("sender")
                .postEvents(request("later").addEvents(firing("z")).build())
                .getEventIds(0);
        List<String> ids = replay(letter);
        assertThat(ids).hasSize(1);
        String batch = ids.getFirst().split("/")[0];
        eventually(() -> assertThat(triage.received(batch)).isNotEmpty());
        String laterBatch = later.split("/")[0];
        eventually(() -> assertThat(triage.received(laterBatch)).isNotEmpty());
        assertThat(triage.received(batch).getFirst().getPlace())
                .isLessThan(triage.received(laterBatch).getFirst().getPlace());
        assertThat(replay(letter)).isEqualTo(ids);
        assertThat(listed(letter, false)).isEmpty();
        assertThat(listed(letter, true).getFirst().hasReplayedTime()).isTrue();
    }

    private List<DeadLetter> listed(UUID id, boolean replayed) {
        return as("viewer")
                .listDeadLetters(ListDeadLettersRequest.newBuilder()
                        .setIncludeReplayed(replayed)
                        .setPageSize(200)
                        .build())
                .getDeadLettersList()
                .stream()
                .filter(letter -> letter.getId().equals(id.toString()))
                .toList();
    }

    @Test
    void aLargeReplayIsSeveralBatchesEachWithAPlaceOfItsOwn() {
        List<String> ids = replay(mended(Alerts.firing("R", 1100)));
        assertThat(ids).hasSize(1100).doesNotHaveDuplicates();
        List<String> batches =
                ids.stream().map(id -> id.split("/")[0]).distinct().toList();
        assertThat(batches).hasSize(3);
        eventually(() -> assertThat(batches)
                .allSatisfy(batch -> assertThat(triage.received(batch)).isNotEmpty()));
        assertThat(batches)
                .extracting(batch -> triage.received(batch).getFirst().getPlace())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatStillCantBeReadIsAPreconditionThatFails() {
        assertThat(code(() -> replay(mended("nothing")))).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(code(() -> replay(Ids.next(clock.instant())))).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void aBatchThatTriageRefusesIsADeadLetterAndCanBeReplayed() {
        triage.answer(
                call -> TriageStandIn.events(call).getFirst().getFingerprint().equals("strange")
                        ? Status.INVALID_ARGUMENT.withDescription("too strange")
                        : Status.OK);
        String batch = as("sender")
                .postEvents(request("refused").addEvents(firing("strange")).build())
                .getEventIds(0)
                .split("/")[0];
        eventually(() -> assertThat(refused()).hasSize(1));
        DeadLetter letter = refused().getFirst();
        assertThat(letter.getSource()).isEqualTo("posted");
        triage.answer(call -> Status.OK);
        int before = triage.received(batch).size();
        assertThat(replay(UUID.fromString(letter.getId()))).containsExactly(batch + "/0");
        eventually(() -> assertThat(triage.received(batch)).hasSizeGreaterThan(before));
        assertThat(refused()).isEmpty();
    }

    private List<DeadLetter> refused() {
        return as("viewer").listDeadLetters(ListDeadLettersRequest.getDefaultInstance()).getDeadLettersList().stream()
                .filter(letter -> letter.getReason().contains("too strange"))
                .toList();
    }

    @Test
    void jsonOverHttpReachesTheSameMethods() {
        given().auth()
                .oauth2(TestTokens.of("ann", "sender"))
                .contentType("application/json")
                .body("""
                        {"requestId":"json-1","source":"posted","events":[
                          {"fingerprint":"j","title":"From curl","status":"EVENT_STATUS_FIRING"}]}""")
                .post("/firstline.ingest.v1.IngestService/PostEvents")
                .then()
                .statusCode(200)
                .body("eventIds.size()", org.hamcrest.Matchers.equalTo(1));
    }

    private UUID kept(String source, String body, String reason) {
        Instant now = clock.instant();
        Payload payload = new Payload(source, "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of());
        UnreadPayload unread = new UnreadPayload(Ids.next(now), payload, reason, now, "");
        transactions.run(tx -> letters.store(tx, unread, now.plusSeconds(30)));
        return unread.id();
    }

    @Test
    void aDeadLetterIsShownWithoutItsSecrets() {
        String body = "{\"routing_key\":\"abc\",\"title\":\"Disk\"}";
        UUID id = kept("prom", body, "shown without secrets");
        var request = GetDeadLetterRequest.newBuilder().setDeadLetterId(id.toString());
        var answer = as("responder").getDeadLetter(request.build());
        assertThat(answer.getBody()).isEqualTo("{\"routing_key\":\"***\",\"title\":\"Disk\"}");
        assertThat(answer.getTruncated()).isFalse();
        assertThat(answer.getDeadLetter().getReason()).isEqualTo("shown without secrets");
        assertThat(code(() -> as("viewer").getDeadLetter(request.build()))).isEqualTo(Status.Code.PERMISSION_DENIED);
        String none = Ids.next(clock.instant()).toString();
        assertThat(code(() -> as("responder")
                        .getDeadLetter(request.setDeadLetterId(none).build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void aFilterSaysWhichDeadLettersAreListed() {
        String word = "Filtered" + UUID.randomUUID();
        UUID id = kept("prom", "{}", "it is " + word + " here");
        Instant accepted = Ids.time(id);
        var request = ListDeadLettersRequest.newBuilder().setReason(word.toUpperCase(java.util.Locale.ROOT));
        assertThat(ids(request)).containsExactly(id.toString());
        assertThat(ids(request.setSource("prom").setAcceptedAfter(time(accepted.minusSeconds(1)))))
                .containsExactly(id.toString());
        assertThat(ids(request.clone().setSource("apps"))).isEmpty();
        assertThat(ids(request.clone().setAcceptedAfter(time(accepted.plusSeconds(1)))))
                .isEmpty();
        assertThat(ids(request.clone().setAcceptedBefore(time(accepted.minusSeconds(1)))))
                .isEmpty();
    }

    private List<String> ids(ListDeadLettersRequest.Builder request) {
        return as("viewer").listDeadLetters(request.build()).getDeadLettersList().stream()
                .map(DeadLetter::getId)
                .toList();
    }

    private static Timestamp time(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
    }

    @Test
    void whatAFilterFindsIsReplayedPageByPageAndWhatStillFailsIsTold() {
        String word = "Mended" + UUID.randomUUID();
        UUID first = kept("prom", Alerts.firing(word + "a"), word);
        UUID broken = kept("prom", "no JSON at all", word);
        UUID last = kept("prom", Alerts.firing(word + "b"), word);
        var request = ReplayDeadLettersRequest.newBuilder().setReason(word).setPageSize(2);
        var one = as("responder").replayDeadLetters(request.build());
        var two = as("responder")
                .replayDeadLetters(request.setPageToken(one.getNextPageToken()).build());
        assertThat(two.getNextPageToken()).isEmpty();
        assertThat(one.getReplayed() + two.getReplayed()).isEqualTo(2);
        assertThat(one.getEvents() + two.getEvents()).isEqualTo(2);
        assertThat(java.util.stream.Stream.of(one, two).flatMap(page -> page.getFailuresList().stream()))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.getDeadLetterId()).isEqualTo(broken.toString());
                    assertThat(failure.getReason()).contains("still can't be read");
                });
        assertThat(ids(ListDeadLettersRequest.newBuilder().setReason(word))).containsExactly(broken.toString());
        var again = as("responder").replayDeadLetters(request.clearPageToken().build());
        assertThat(again.getReplayed()).isZero();
        assertThat(List.of(first, last)).allMatch(id -> replay(id).size() == 1);
    }
}
