package dev.firstline.e2e.standin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.standin.SetClock;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.Wire;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusStandInTest {
    private final AtomicReference<PrometheusAnswer> answer = new AtomicReference<>(PrometheusAnswer.nothing());
    private PrometheusStandIn prometheus;
    private Wire wire;

    @BeforeEach
    void start() {
        prometheus = PrometheusStandIn.start(
                Setup.anyPort().clock(new SetClock()),
                query -> query.equals("errors") ? answer.get() : PrometheusAnswer.nothing());
        wire = new Wire(prometheus.baseUrl(), Map.of());
    }

    @AfterEach
    void close() {
        prometheus.close();
    }

    @Test
    void vectorIsAnsweredInPrometheusEnvelope() throws Exception {
        answer.set(PrometheusAnswer.one(Map.of("route", "/pay"), 0.25));

        Wire.Got got = wire.get("/api/v1/query?query=errors");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.text())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
                        + "[{\"metric\":{\"route\":\"/pay\"},\"value\":[1.7E9,\"0.25\"]}]}}");
    }

    @Test
    void functionIsAskedAnewSoThatErrorsCanVanish() throws Exception {
        answer.set(PrometheusAnswer.one(Map.of(), 5));
        assertThat(result().size()).isEqualTo(1);

        answer.set(PrometheusAnswer.nothing());

        assertThat(result()).isEmpty();
    }

    @Test
    void formsTimesAndScalarsAreUnderstood() throws Exception {
        answer.set(new PrometheusAnswer.Scalar(Double.POSITIVE_INFINITY));

        Wire.Got got = wire.send(
                "POST",
                "/api/v1/query",
                "application/x-www-form-urlencoded",
                "query=errors&time=2023-11-14T22%3A13%3A30Z");

        assertThat(got.json().at("/data/resultType").asText()).isEqualTo("scalar");
        assertThat(got.json().at("/data/result/0").asDouble()).isEqualTo(1700000010);
        assertThat(got.json().at("/data/result/1").asText()).isEqualTo("+Inf");
    }

    @Test
    void badParametersAndFailuresAreErrors() throws Exception {
        Wire.Got missing = wire.get("/api/v1/query");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().path("errorType").asText()).isEqualTo("bad_data");
        assertThat(wire.get("/api/v1/query?query=up&time=noon")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("invalid parameter \"time\": cannot parse \"noon\" to a valid timestamp");

        answer.set(new PrometheusAnswer.Failure(503, "timeout", "query timed out"));
        assertThat(wire.get("/api/v1/query?query=errors").status()).isEqualTo(503);
        prometheus.faults().arm(Fault.on("query").refused("too many samples").once());
        assertThat(wire.get("/api/v1/query?query=errors").status()).isEqualTo(422);
    }

    @Test
    void queryCanBeGivenItsSamplesFromOutside() throws Exception {
        wire.control(
                "{\"configure\": {\"query\": \"up\", \"samples\": [{\"labels\": {\"job\": \"a\"}, \"value\": 1}]}}");

        assertThat(wire.get("/api/v1/query?query=up")
                        .json()
                        .at("/data/result/0/value/1")
                        .asText())
                .isEqualTo("1");
    }

    private JsonNode result() throws Exception {
        return wire.get("/api/v1/query?query=errors").json().at("/data/result");
    }
}
