package dev.firstline.remediation.store;

import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.QueryResult;
import dev.firstline.remediation.domain.Resource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is stored as a document: read and written field by field, since a later release reads what this one wrote. */
final class Json {

    private Json() {}

    static JsonObject of(AlertFacts alert) {
        JsonObject json = new JsonObject()
                .put("source", alert.source())
                .put("fingerprint", alert.fingerprint())
                .put("title", alert.title())
                .put("description", alert.description())
                .put("severity", alert.severity())
                .put("impact", alert.impact())
                .put("service", alert.service())
                .put("team", alert.team())
                .put("environment", alert.environment())
                .put("labels", of(alert.labels()));
        alert.resource().ifPresent(resource -> json.put("resource", of(resource)));
        return json;
    }

    static AlertFacts alert(JsonObject json) {
        return new AlertFacts(
                json.getString("source"),
                json.getString("fingerprint"),
                json.getString("title"),
                json.getString("description"),
                json.getString("severity"),
                json.getString("impact"),
                json.getString("service"),
                json.getString("team"),
                json.getString("environment"),
                texts(json.getJsonObject("labels")),
                Optional.ofNullable(json.getJsonObject("resource")).map(Json::resource));
    }

    private static JsonObject of(Resource resource) {
        return switch (resource) {
            case Resource.Workload workload ->
                new JsonObject()
                        .put("type", "workload")
                        .put("cluster", workload.cluster())
                        .put("namespace", workload.namespace())
                        .put("kind", workload.kind())
                        .put("name", workload.name());
            case Resource.Instance instance ->
                new JsonObject()
                        .put("type", "instance")
                        .put("id", instance.id())
                        .put("region", instance.region())
                        .put("account", instance.account());
        };
    }

    private static Resource resource(JsonObject json) {
        return json.getString("type").equals("workload")
                ? new Resource.Workload(
                        json.getString("cluster"),
                        json.getString("namespace"),
                        json.getString("kind"),
                        json.getString("name"))
                : new Resource.Instance(json.getString("id"), json.getString("region"), json.getString("account"));
    }

    static JsonObject of(Plan plan) {
        return new JsonObject()
                .put("action", plan.action())
                .put("target", plan.target())
                .put("parameters", of(plan.parameters()))
                .put("undo", plan.undo());
    }

    static Plan plan(JsonObject json) {
        return new Plan(
                json.getString("action"),
                json.getString("target"),
                texts(json.getJsonObject("parameters")),
                json.getString("undo"));
    }

    /** Numbers are kept as texts: JSON has no NaN and no infinity. */
    static JsonObject of(QueryResult result) {
        JsonArray rows = new JsonArray();
        for (QueryResult.Row row : result.rows()) {
            rows.add(new JsonObject().put("labels", of(row.labels())).put("value", Double.toString(row.value())));
        }
        return new JsonObject().put("rows", rows).put("total", result.total());
    }

    static QueryResult result(JsonObject json) {
        List<QueryResult.Row> rows = new ArrayList<>();
        JsonArray stored = json.getJsonArray("rows");
        for (int i = 0; i < stored.size(); i++) {
            JsonObject row = stored.getJsonObject(i);
            rows.add(new QueryResult.Row(
                    texts(row.getJsonObject("labels")), Double.parseDouble(row.getString("value"))));
        }
        return new QueryResult(rows, json.getInteger("total"));
    }

    private static JsonObject of(Map<String, String> texts) {
        JsonObject json = new JsonObject();
        new TreeMap<>(texts).forEach(json::put);
        return json;
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new TreeMap<>();
        json.fieldNames().forEach(name -> texts.put(name, json.getString(name)));
        return texts;
    }
}
