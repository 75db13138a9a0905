package dev.firstline.e2e.standin.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Act;
import dev.firstline.e2e.standin.Effects;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.Reply;
import dev.firstline.e2e.standin.Request;
import dev.firstline.e2e.standin.Vendor;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer.Failure;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer.Scalar;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer.Vector;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The envelope around whatever the queries come to. */
final class PrometheusApi implements Vendor {
    private static final String QUERY = "/api/v1/query";
    private final Function<String, PrometheusAnswer> queries;
    private final InstantSource clock;
    private final Map<String, PrometheusAnswer> configured = new ConcurrentHashMap<>();

    PrometheusApi(Function<String, PrometheusAnswer> queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public String kind(Request request) {
        return request.path().equals(QUERY) ? "query" : request.method() + " " + request.path();
    }

    @Override
    public Reply answer(Request request, Effects effects) {
        if (request.path().equals("/-/ready")) return Reply.text(200, "Prometheus Server is Ready.\n");
        if (!request.path().equals(QUERY)) return Reply.text(404, "404 page not found\n");
        if (!request.method().matches("GET|POST")) return Reply.text(405, "Method Not Allowed\n");
        String query = request.form().getOrDefault("query", "");
        if (query.isBlank()) {
            return failed(bad("query", "unknown position: parse error: no expression found in input"));
        }
        Optional<Double> time = time(request.form().get("time"));
        if (time.isEmpty()) {
            return failed(bad("time", "cannot parse \"" + request.form().get("time") + "\" to a valid timestamp"));
        }
        PrometheusAnswer fixed = configured.get(query);
        return shown(fixed == null ? queries.apply(query) : fixed, time.get());
    }

    private Reply shown(PrometheusAnswer answer, double time) {
        return switch (answer) {
            case Failure failure -> failed(failure);
            case Scalar scalar -> succeeded("scalar", value(time, scalar.value()));
            case Vector vector -> {
                ArrayNode series = Json.array();
                for (PrometheusAnswer.Sample sample : vector.samples()) {
                    ObjectNode one = series.addObject();
                    one.set("metric", Json.tree(sample.labels()));
                    one.set("value", value(time, sample.value()));
                }
                yield succeeded("vector", series);
            }
        };
    }

    /** Values are texts, since JSON has neither NaN nor infinity. */
    private static ArrayNode value(double time, double value) {
        String text = Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
        return Json.array().add(time).add(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    }

    private static Reply succeeded(String type, JsonNode result) {
        ObjectNode body = Json.object().put("status", "success");
        body.putObject("data").put("resultType", type).set("result", result);
        return Reply.json(200, "application/json", body);
    }

    private static Failure bad(String parameter, String message) {
        return new Failure(400, "bad_data", "invalid parameter \"" + parameter + "\": " + message);
    }

    private static Reply failed(Failure failure) {
        ObjectNode body = Json.object().put("status", "error").put("errorType", failure.type());
        return Reply.json(failure.status(), "application/json", body.put("error", failure.message()));
    }

    /** Seconds since 1970, or RFC 3339; now where it is missing, nothing where it is neither. */
    private Optional<Double> time(String stated) {
        if (stated == null || stated.isEmpty()) return Optional.of(clock.millis() / 1000.0);
        try {
            return Optional.of(
                    stated.matches("\\d+(\\.\\d+)?")
                            ? Double.parseDouble(stated)
                            : Instant.parse(stated).toEpochMilli() / 1000.0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public Reply refusal(Act.Refusal refusal) {
        return switch (refusal) {
            case Act.RateLimit limit ->
                Reply.text(429, "Too Many Requests").with("Retry-After", Integer.toString(limit.retryAfterSeconds()));
            case Act.Fail fail -> failed(new Failure(fail.status(), "internal", "broken"));
            case Act.Refuse refuse -> failed(new Failure(422, "execution", refuse.error()));
        };
    }

    @Override
    public ObjectNode state() {
        ObjectNode shown = Json.object();
        configured.forEach((query, answer) -> shown.put(query, answer.toString()));
        return Json.object().set("queries", shown);
    }

    /** {@code {"query": "up", "samples": [{"labels": {…}, "value": 1}]}} fixes what a query comes to. */
    @Override
    public void configure(ObjectNode setting) {
        String query = Json.text(setting, "query").orElseThrow(() -> new IllegalArgumentException("query is missing"));
        if (!setting.path("samples").isArray()) throw new IllegalArgumentException("samples is not a list");
        var samples = new ArrayList<PrometheusAnswer.Sample>();
        for (JsonNode sample : setting.path("samples")) {
            Map<String, String> labels = new HashMap<>();
            sample.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            samples.add(new PrometheusAnswer.Sample(labels, sample.path("value").asDouble()));
        }
        configured.put(query, new Vector(samples));
    }
}
