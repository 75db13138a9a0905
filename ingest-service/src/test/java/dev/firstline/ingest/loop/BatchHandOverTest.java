package dev.firstline.ingest.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firstline.ingest.store.Batch;
import dev.firstline.ingest.store.RecentBatches;
import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class BatchHandOverTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @GrpcService
    TriageStandIn triage;

    @Inject
    Transactions transactions;

    @Inject
    RecentBatches recent;

    @Inject
    TriageClient client;

    @Inject
    InstantSource clock;

    @Inject
    CircuitBreakerMaintenance breakers;

    @BeforeEach
    void reset() {
        triage.reset();
        breakers.resetAll();
    }

    private static String accepted(String name) {
        String id = given().header("Authorization", "Bearer the-old-secret")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .body(Alerts.firing(name))
                .post("/v1/sources/prom")
                .then()
                .statusCode(202)
                .extract()
                .path("first_event_id");
        return id.split("/")[0];
    }

    private int due(String batch) {
        return transactions.single(tx -> tx.query("select from due_work where kind = 'batch' and key = $1", batch)
                .size());
    }

    @Test
    void whatIsHandedOverIsNotDueAnyMore() {
        String batch = accepted("Done");
        eventually(() -> assertThat(triage.received(batch)).isNotEmpty());
        eventually(() -> assertThat(due(batch)).isZero());
    }

    @Test
    void whileTriageIsAwayAlertsAreAcceptedAndReachItLater() {
        triage.answer(call -> Status.UNAVAILABLE);
        List<String> batches = new ArrayList<>();
        for (int i = 0; i < 20; i++) batches.add(accepted("Away" + i));
        eventually(() -> assertThat(triage.received()).isNotEmpty());
        triage.answer(call -> Status.OK);
        eventually(() -> assertThat(batches).allMatch(batch -> due(batch) == 0));
        assertThat(triage.received()).extracting(call -> call.getBatchId()).containsAll(batches);
    }

    @Test
    void aBatchThatThisProcessForgotIsReadFromItsRow() {
        triage.answer(call -> Status.UNAVAILABLE);
        String batch = accepted("Forgotten");
        eventually(() -> assertThat(triage.received(batch)).isNotEmpty());
        recent.take(UUID.fromString(batch));
        triage.answer(call -> Status.OK);
        eventually(() -> assertThat(due(batch)).isZero());
        var calls = triage.received(batch);
        assertThat(calls.getLast()).isEqualTo(calls.getFirst());
    }

    @Test
    void aTriageThatHangsIsNotWaitedForLongerThanTheDeadline() {
        Batch batch = new Batch(Ids.next(clock.instant()), 1, clock.instant(), 1, new byte[] {1});
        triage.answer(call -> call.getBatchId().equals(batch.id().toString()) ? null : Status.OK);
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> client.handOver(batch));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void theSendersTraceGoesOnWithTheBatch() {
        triage.answer(call -> Status.UNAVAILABLE);
        String batch = accepted("Traced");
        String traceparent = transactions.single(tx -> tx.first(
                        "select traceparent from due_work where kind = 'batch' and key = $1",
                        row -> row.getString("traceparent"),
                        batch)
                .orElseThrow());
        assertThat(traceparent).contains(TRACE);
        triage.answer(call -> Status.OK);
        eventually(() -> assertThat(due(batch)).isZero());
    }
}
