package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.containsString;

import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.HeldTable;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.platform.testing.Wire;
import dev.firstline.platform.testing.WiredPostgres;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.ingest.v1.PostEventsRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What senders hear while nothing can be accepted, and that it ends by itself. The database is at the end of a wire. */
@QuarkusTest
@TestProfile(NotAcceptedTest.SmallQueue.class)
class NotAcceptedTest {

    /** Room for three events in the queue, two batches that wait for triage and 24 MB, and a database of its own. */
    public static class SmallQueue implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(WiredPostgres.class),
                    new TestResourceEntry(
                            IngestResource.class,
                            Map.of(
                                    "firstline.ingest.queue-events", "3",
                                    "firstline.ingest.max-wait", "5s",
                                    "firstline.ingest.backlog-batches", "2",
                                    "firstline.ingest.backlog-database-size", "24M",
                                    "firstline.ingest.upkeep-interval", "100ms")));
        }
    }

    @GrpcClient("ingest")
    Channel channel;

    @GrpcService
    TriageStandIn triage;

    @Inject
    Transactions transactions;

    @Inject
    MeterRegistry meters;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Wire wire = WiredPostgres.wire();

    /** What one story left waiting would be the next one's full backlog: triage is back, and takes it now. */
    @AfterEach
    void mend() {
        wire.mend();
        triage.reset();
        http.close();
        eventually(() -> {
            transactions.run(tx -> tx.query("update due_work set take_time = now()"
                    + " where kind = 'batch' and take_time > now() + interval '1 s'"));
            // Timers stay; batches go.
            String waiting = "select count(*) as n from due_work where kind = 'batch'";
            long n = transactions.single(
                    tx -> tx.first(waiting, row -> row.getLong("n")).orElseThrow());
            assertThat(n).isZero();
        });
        eventually(() -> assertThat(
                        meters.get("firstline.ingest.backlog.batches").gauge().value())
                .isZero());
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String bearer, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("authorization", "Bearer " + bearer)
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> webhook(String body) {
        return post("/v1/sources/prom", "the-old-secret", body);
    }

    private StatusRuntimeException refusedCall() {
        PostEventsRequest request = PostEventsRequest.newBuilder()
                .setRequestId("refused")
                .setSource("posted")
                .addEvents(Event.newBuilder()
                        .setFingerprint("f")
                        .setTitle("Disk full")
                        .setStatus(EventStatus.EVENT_STATUS_FIRING))
                .build();
        return catchThrowableOfType(StatusRuntimeException.class, () -> IngestServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(TestTokens.credentials("ann", "sender"))
                .postEvents(request));
    }

    private long batches() {
        return transactions
                .single(tx -> tx.first("select count(*) as n from batch", row -> row.getLong("n")))
                .orElseThrow();
    }

    private static void assertNotNow(HttpResponse<String> answer, String... reasons) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("2");
        assertThat(answer.body()).containsAnyOf(reasons);
    }

    private static void assertNotNow(StatusRuntimeException answer, String... reasons) throws Exception {
        assertThat(answer.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        var details = StatusProto.fromThrowable(answer).getDetailsList();
        assertThat(details.get(0).unpack(ErrorInfo.class).getReason()).isIn((Object[]) reasons);
        assertThat(details.get(1).unpack(RetryInfo.class).getRetryDelay().getSeconds())
                .isEqualTo(2);
    }

    private static final String[] AWAY = {"DATABASE_AWAY", "WAITED_TOO_LONG"};

    @Test
    void whereTheQueueIsFullSendersAreToldWhenToComeAgain() throws Exception {
        CompletableFuture<HttpResponse<String>> inCommit;
        CompletableFuture<HttpResponse<String>> inQueue;
        try (HeldTable held = HeldTable.hold(transactions, "batch")) {
            inCommit = webhook(Alerts.firing("InCommit"));
            held.untilSomebodyWaits();
            inQueue = webhook(Alerts.firing("InQueue", 3));
            eventually(() -> assertThat(
                            meters.get("firstline.ingest.queue.events").gauge().value())
                    .isEqualTo(3));
            assertNotNow(webhook(Alerts.firing("TooMany")).join(), "QUEUE_FULL");
            assertNotNow(refusedCall(), "QUEUE_FULL");
        }
        assertThat(inCommit.join().statusCode()).isEqualTo(202);
        assertThat(inQueue.join().statusCode()).isEqualTo(202);
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsAcknowledgedAndAfterwardsItIsAcceptedAgain() throws Exception {
        assertThat(webhook(Alerts.firing("Before")).join().statusCode()).isEqualTo(202);
        long before = batches();
        wire.cut();
        CompletableFuture<HttpResponse<String>> unreadable = webhook("{\"version\":");
        CompletableFuture<HttpResponse<String>> json =
                post("/firstline.ingest.v1.IngestService/PostEvents", TestTokens.of("ann", "sender"), """
                {"requestId":"j","source":"posted","events":[{"fingerprint":"j","title":"j","status":"EVENT_STATUS_FIRING"}]}""");
        assertNotNow(webhook(Alerts.firing("Away")).join(), AWAY);
        assertNotNow(unreadable.join(), AWAY);
        assertNotNow(json.join(), AWAY);
        assertNotNow(refusedCall(), AWAY);
        wire.mend();
        eventually(() ->
                assertThat(webhook(Alerts.firing("After")).join().statusCode()).isEqualTo(202));
        assertThat(batches()).isEqualTo(before + 1);
    }

    @Test
    void whatADatabaseThatHangsDidNotAnswerInTimeIsNotWrittenLater() throws Exception {
        assertThat(webhook(Alerts.firing("Before")).join().statusCode()).isEqualTo(202);
        long before = batches();
        wire.hold();
        assertNotNow(webhook(Alerts.firing("Held")).join(), AWAY);
        assertNotNow(refusedCall(), AWAY);
        wire.mend();
        eventually(() ->
                assertThat(webhook(Alerts.firing("After")).join().statusCode()).isEqualTo(202));
        assertThat(batches()).isEqualTo(before + 1);
    }

    @Test
    void onceTooMuchWaitsForTriageNothingMoreIsTakenInUntilItIsBack() throws Exception {
        triage.answer(call -> Status.UNAVAILABLE);
        eventually(() -> assertNotNow(webhook(Alerts.firing("Piled")).join(), "BACKLOG_FULL"));
        assertNotNow(refusedCall(), "BACKLOG_FULL");
        triage.answer(call -> Status.OK);
        eventually(() ->
                assertThat(webhook(Alerts.firing("Taken")).join().statusCode()).isEqualTo(202));
    }

    @Test
    void onceTheDatabaseIsAsLargeAsItMayGetNothingMoreIsTakenInUntilThereIsRoom() throws Exception {
        transactions.run(tx ->
                tx.query("create table filler as select repeat(md5(n::text), 60) from generate_series(1, 9000) n"));
        try {
            eventually(() -> assertNotNow(webhook(Alerts.firing("Full")).join(), "DATABASE_FULL"));
            assertNotNow(webhook("{\"version\":").join(), "DATABASE_FULL");
            assertNotNow(refusedCall(), "DATABASE_FULL");
            RestAssured.get("/q/health/well").then().statusCode(503).body(containsString("DATABASE_FULL"));
            RestAssured.get("/q/health/ready").then().statusCode(200);
        } finally {
            transactions.run(tx -> tx.query("drop table filler"));
        }
        eventually(() ->
                assertThat(webhook(Alerts.firing("Room")).join().statusCode()).isEqualTo(202));
    }
}
