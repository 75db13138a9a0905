package dev.firstline.remediation.step;

import dev.firstline.remediation.domain.Connector.Measured;
import dev.firstline.remediation.domain.QueryResult;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what Prometheus answers. */
final class PrometheusAnswer {

    private PrometheusAnswer() {}

    /**
     * Reads an answer. 400 and 422 are the expression's own fault; everything else may pass.
     *
     * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview">Format overview</a>
     */
    static Measured read(int status, String body) {
        try {
            JsonObject json = new JsonObject(body);
            if (status == 200 && "success".equals(json.getString("status"))) {
                return new Measured.Rows(result(json.getJsonObject("data")));
            }
            String reason =
                    "HTTP " + status + " " + json.getString("errorType", "") + ": " + json.getString("error", "");
            return status == 400 || status == 422 ? new Measured.Refused(reason) : new Measured.Away(reason);
        } catch (DecodeException | ClassCastException | NullPointerException unreadable) {
            return new Measured.Away("HTTP " + status + " with an answer that can't be read");
        }
    }

    private static QueryResult result(JsonObject data) {
        JsonArray result = data.getJsonArray("result");
        List<QueryResult.Row> rows = new ArrayList<>();
        switch (data.getString("resultType")) {
            case "vector" -> {
                for (int i = 0; i < Math.min(result.size(), QueryResult.MAX_ROWS); i++) {
                    JsonObject sample = result.getJsonObject(i);
                    rows.add(new QueryResult.Row(
                            labels(sample.getJsonObject("metric")),
                            number(sample.getJsonArray("value").getString(1))));
                }
                return new QueryResult(rows, result.size());
            }
            case "scalar" -> {
                rows.add(new QueryResult.Row(Map.of(), number(result.getString(1))));
                return new QueryResult(rows, 1);
            }
            default -> throw new DecodeException("a vector or a scalar is wanted");
        }
    }

    private static Map<String, String> labels(JsonObject metric) {
        Map<String, String> labels = new TreeMap<>();
        metric.fieldNames().forEach(name -> labels.put(name, metric.getString(name)));
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
