package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.Adapters;
import dev.firstline.ingest.source.OpsgenieSource;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.ingest.source.verification.VerificationMethods;
import dev.firstline.ingest.store.Backlog;
import dev.firstline.ingest.store.PayloadStore;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.Requests;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.ingest.v1.ReplayPayloadsRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A payload out of which nothing came: it is kept for a better normalizer, and troubles nobody else. Its source is this test's own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class WithoutEventTest {

    private static final String SOURCE = "acted";

    @Inject
    Adapters adapters;

    @Inject
    VerificationMethods methods;

    @Inject
    IngestConfig config;

    @Inject
    PayloadStore payloads;

    @Inject
    Backlog backlog;

    @Inject
    Transactions transactions;

    @Inject
    Requests requests;

    @Inject
    InstantSource clock;

    @Inject
    MeterRegistry meters;

    @GrpcService
    TriageStandIn triage;

    /** Opsgenie's adapter after somebody taught it an action that it didn't know. */
    private static final class Mended implements SourceAdapter {

        private final OpsgenieSource before = new OpsgenieSource();

        @Override
        public String type() {
            return before.type();
        }

        @Override
        public String identity() {
            return before.identity();
        }

        @Override
        public Reading read(Payload payload) {
            String body = new String(payload.body(), StandardCharsets.UTF_8).replace("Reignite", "Create");
            return before.read(new Payload(
                    payload.source(), payload.contentType(), body.getBytes(StandardCharsets.UTF_8), payload.headers()));
        }
    }

    /** What reads payloads again, of a service whose normalizer was mended. */
    private PayloadReplay mended() {
        List<SourceAdapter> known = new ArrayList<>(adapters.byType().values());
        known.replaceAll(adapter -> adapter.type().equals("opsgenie") ? new Mended() : adapter);
        Sources sources = new Sources(config, new Adapters(known), methods);
        return new PayloadReplay(sources, payloads, backlog, transactions, requests, clock);
    }

    private static void send(String body) {
        int accepted = given().header("Authorization", "Bearer the-acted-secret")
                .body(body)
                .post("/v1/sources/" + SOURCE)
                .then()
                .statusCode(202)
                .extract()
                .path("accepted");
        assertThat(accepted).isZero();
    }

    private long count(String sql, Object... parameters) {
        return transactions.single(
                tx -> tx.first(sql, row -> row.getLong("n"), parameters).orElseThrow());
    }

    @Test
    void whatNobodyUnderstoodIsReadOnceItsNormalizerIsMended() {
        double before = counted();
        send("{\"action\":\"Reignite\",\"alert\":{\"alertId\":\"a1\",\"alias\":\"fire\",\"message\":\"Fire\"}}");
        assertThat(counted() - before).isEqualTo(1);
        UUID batch = transactions
                .single(tx -> tx.first(
                        "select id from batch where $1 = any(sources) and event_count = 0 and origin is null",
                        row -> row.getUUID("id"),
                        SOURCE))
                .orElseThrow();
        assertThat(count("select count(*) as n from due_work where kind = 'batch' and key = $1", batch.toString()))
                .as("nobody hears of it, and it is no part of the backlog")
                .isZero();

        ReplayPayloadsRequest request = ReplayPayloadsRequest.newBuilder()
                .setSource(SOURCE)
                .setAcceptedAfter(Timestamps.fromMillis(Ids.time(batch).toEpochMilli()))
                .setAcceptedBefore(Timestamps.fromMillis(Ids.time(batch).toEpochMilli() + 1))
                .build();
        var answer = mended().replay(request);
        assertThat(answer.getPayloads()).isEqualTo(1);
        assertThat(answer.getChangesList()).singleElement().satisfies(change -> {
            assertThat(change.getAdded()).isTrue();
            assertThat(change.getFingerprint()).isEqualTo("fire");
        });
        UUID derived = transactions
                .single(tx -> tx.first("select id from batch where origin = $1", row -> row.getUUID("id"), batch))
                .orElseThrow();
        eventually(() -> assertThat(triage.received(derived.toString())).isNotEmpty());
        assertThat(TriageStandIn.events(triage.received(derived.toString()).getFirst()))
                .extracting(Event::getTitle)
                .containsExactly("Fire");
        assertThat(triage.received(batch.toString())).isEmpty();
        assertThat(mended().replay(request).getChangedEvents()).as("again").isZero();
    }

    @Test
    void aHeartbeatAloneIsNotKept() {
        given().header("Authorization", "Bearer the-quiet-secret")
                .body("{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":"
                        + "{\"alertname\":\"Watchdog\"},\"fingerprint\":\"1\"}]}")
                .post("/v1/sources/quiet")
                .then()
                .statusCode(202);
        assertThat(count("select count(*) as n from batch where 'quiet' = any(sources)"))
                .isZero();
    }

    private double counted() {
        return meters.counter("firstline.ingest.payloads", "result", "no_event", "source_type", "opsgenie")
                .count();
    }
}
