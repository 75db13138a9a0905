package dev.firstline.ingest.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.testing.DocumentedTelemetry;
import dev.firstline.platform.testing.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class TelemetryDocsTest {

    @Inject
    MeterRegistry meters;

    @Test
    void thePageNamesEachSpanAttributeAndMetricAndNoOther() {
        assertThat(DocumentedTelemetry.differences("ingest")).isEmpty();
    }

    @Test
    void eachMeterHasTheLabelsOfThePage() {
        post("the-old-secret", Alerts.firing("Telemetry"), 202);
        post("the-old-secret", "{\"version\":", 400);
        post("a-wrong-secret", Alerts.firing("Telemetry"), 401);
        assertThat(DocumentedTelemetry.differences(meters)).isEmpty();
        // Others are made only where something is configured.
        assertThat(DocumentedTelemetry.notMade("ingest", meters))
                .doesNotContain(
                        "firstline_ingest_payloads_total",
                        "firstline_ingest_events_total",
                        "firstline_ingest_refused_total",
                        "firstline_ingest_commit_seconds",
                        "firstline_ingest_queue_events");
    }

    private static void post(String secret, String body, int status) {
        given().header("authorization", "Bearer " + secret)
                .header("content-type", "application/json")
                .body(body)
                .post("/v1/sources/prom")
                .then()
                .statusCode(status);
    }
}
