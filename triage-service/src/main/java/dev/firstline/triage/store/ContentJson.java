package dev.firstline.triage.store;

import dev.firstline.triage.domain.Content;
import dev.firstline.triage.domain.Link;
import dev.firstline.triage.domain.Resource;
import dev.firstline.triage.domain.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alert's content as its column holds it. */
public final class ContentJson {

    private ContentJson() {}

    static String write(Content content) {
        JsonObject json = new JsonObject()
                .put("severity", content.severity().name())
                .put("title", content.title())
                .put("description", content.description());
        JsonObject labels = new JsonObject();
        content.labels().forEach(labels::put);
        JsonArray links = new JsonArray();
        for (Link link : content.links()) {
            links.add(new JsonObject()
                    .put("kind", link.kind().name())
                    .put("label", link.label())
                    .put("url", link.url()));
        }
        json.put("labels", labels)
                .put("links", links)
                .put("service", content.service())
                .put("environment", content.environment());
        content.resource().ifPresent(resource -> json.put("resource", write(resource)));
        return json.encode();
    }

    private static JsonObject write(Resource resource) {
        return switch (resource) {
            case Resource.Workload workload ->
                new JsonObject()
                        .put("cluster", workload.cluster())
                        .put("namespace", workload.namespace())
                        .put("kind", workload.kind())
                        .put("name", workload.name());
            case Resource.Instance instance ->
                new JsonObject()
                        .put("id", instance.id())
                        .put("region", instance.region())
                        .put("account", instance.account());
        };
    }

    static Content read(JsonObject json) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, Object> label : json.getJsonObject("labels")) {
            labels.put(label.getKey(), (String) label.getValue());
        }
        List<Link> links = new ArrayList<>();
        for (Object item : json.getJsonArray("links")) {
            JsonObject link = (JsonObject) item;
            links.add(new Link(
                    Link.Kind.valueOf(link.getString("kind")), link.getString("label"), link.getString("url")));
        }
        return new Content(
                Severity.valueOf(json.getString("severity")),
                json.getString("title"),
                json.getString("description"),
                labels,
                links,
                json.getString("service"),
                json.getString("environment"),
                Optional.ofNullable(json.getJsonObject("resource")).map(ContentJson::resource));
    }

    private static Resource resource(JsonObject json) {
        if (json.containsKey("id")) {
            return new Resource.Instance(json.getString("id"), json.getString("region"), json.getString("account"));
        }
        return new Resource.Workload(
                json.getString("cluster"), json.getString("namespace"), json.getString("kind"), json.getString("name"));
    }

    static List<String> strings(JsonArray json) {
        List<String> strings = new ArrayList<>();
        if (json != null) for (Object item : json) strings.add((String) item);
        return strings;
    }

    static String strings(List<String> strings) {
        return new JsonArray(strings).encode();
    }
}
