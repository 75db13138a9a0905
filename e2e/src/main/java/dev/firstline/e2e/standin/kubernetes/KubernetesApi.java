package dev.firstline.e2e.standin.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Act;
import dev.firstline.e2e.standin.Effects;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.Reply;
import dev.firstline.e2e.standin.Request;
import dev.firstline.e2e.standin.Vendor;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of the API that first aid on a deployment needs. */
final class KubernetesApi implements Vendor {
    private static final Pattern DEPLOYMENTS =
            Pattern.compile("/apis/apps/v1(?:/namespaces/([^/]+))?/deployments(?:/([^/]+))?");
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private final KubernetesCluster cluster;

    KubernetesApi(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String kind(Request request) {
        return request.method() + " "
                + (DEPLOYMENTS.matcher(request.path()).matches() ? "deployments" : request.path());
    }

    @Override
    public Reply answer(Request request, Effects effects) {
        try {
            synchronized (cluster) {
                return routed(request, effects);
            }
        } catch (KubernetesProblem problem) {
            return problem.reply();
        }
    }

    private Reply routed(Request request, Effects effects) {
        if (request.path().matches("/(readyz|livez|healthz)")) return Reply.text(200, "ok");
        if (!cluster.knows(request.bearer())) throw KubernetesProblem.of("Unauthorized", "Unauthorized");
        if (request.path().equals("/version")) {
            return json(200, Json.object().put("major", "1").put("minor", "34").put("gitVersion", "v1.34.0"));
        }
        if (request.path().equals(REVIEWS) && request.method().equals("POST")) return json(201, reviewed(request));
        Matcher path = DEPLOYMENTS.matcher(request.path());
        if (!path.matches()) throw KubernetesProblem.of("NotFound", "the server could not find the requested resource");
        String namespace = path.group(1) == null ? "" : path.group(1);
        if (path.group(2) == null) return listed(request, namespace);
        return onDeployment(request, namespace, path.group(2), effects);
    }

    private Reply listed(Request request, String namespace) {
        if (cluster.forbids(namespace)) throw KubernetesProblem.forbidden("list", namespace, "");
        if (!request.method().equals("GET") || request.form().containsKey("watch")) {
            throw KubernetesProblem.of(
                    "MethodNotAllowed", "the server does not allow this method on the requested resource");
        }
        return json(200, cluster.list(namespace));
    }

    private Reply onDeployment(Request request, String namespace, String name, Effects effects) {
        String verb =
                request.method().equals("PUT") ? "update" : request.method().toLowerCase(Locale.ROOT);
        if (cluster.forbids(namespace)) throw KubernetesProblem.forbidden(verb, namespace, name);
        Deployment deployment = cluster.find(namespace, name).orElseThrow(() -> KubernetesProblem.notFound(name));
        return switch (verb) {
            case "get" -> json(200, deployment.read());
            case "update" -> changed(deployment, body(request), request, effects);
            case "patch" -> changed(deployment, patched(request, deployment.read()), request, effects);
            default ->
                throw KubernetesProblem.of(
                        "MethodNotAllowed", "the server does not allow this method on the requested resource");
        };
    }

    /** Optimistic concurrency: a version that the caller states has to be the present one, in whatever way it came to state it. */
    private Reply changed(Deployment deployment, ObjectNode wanted, Request request, Effects effects) {
        ObjectNode before = deployment.read();
        for (String fence : new String[] {"resourceVersion", "uid"}) {
            JsonNode stated = wanted.path("metadata").path(fence);
            boolean other =
                    stated.isTextual() && !stated.equals(before.path("metadata").path(fence));
            if (other)
                throw KubernetesProblem.conflict(before.at("/metadata/name").asText());
        }
        if (request.form().containsKey("dryRun")) return json(200, deployment.owned(wanted));
        boolean template = cluster.change(deployment, wanted);
        ObjectNode after = deployment.read();
        if (!after.equals(before)) effects.happened("deployment-changed", effect(after, template));
        return json(200, after);
    }

    private static ObjectNode effect(ObjectNode deployment, boolean template) {
        ObjectNode metadata = (ObjectNode) deployment.path("metadata");
        ObjectNode details = Json.object().put("template_changed", template);
        for (String field : new String[] {"namespace", "name", "resourceVersion", "generation", "annotations"}) {
            details.set(field, metadata.path(field));
        }
        JsonNode pods = deployment.at("/spec/template/metadata/annotations");
        return details.set("template_annotations", pods.isObject() ? pods : Json.object());
    }

    private static ObjectNode patched(Request request, ObjectNode current) {
        try {
            return switch (request.mediaType()) {
                case "application/merge-patch+json" -> StrategicMerge.merge(current, body(request));
                case "application/strategic-merge-patch+json" -> StrategicMerge.strategic(current, body(request));
                case "application/json-patch+json" -> {
                    JsonNode patch = Json.parse(request.body()).orElse(Json.object());
                    yield (ObjectNode) JsonPatch.apply(patch, current);
                }
                default ->
                    throw KubernetesProblem.of(
                            "UnsupportedMediaType",
                            "the body of the request was in an unknown format - accepted media types include:"
                                    + " application/json-patch+json, application/merge-patch+json,"
                                    + " application/strategic-merge-patch+json");
            };
        } catch (JsonPatchException e) {
            // A failed test among the operations is one of these.
            throw KubernetesProblem.of(
                    "Invalid", "the server rejected our request due to an error in our request: " + e.getMessage());
        }
    }

    private static ObjectNode body(Request request) {
        return Json.parseObject(request.body())
                .orElseThrow(() -> KubernetesProblem.of("BadRequest", "the body is not a JSON object"));
    }

    private ObjectNode reviewed(Request request) {
        ObjectNode review = body(request);
        String namespace = review.at("/spec/resourceAttributes/namespace").asText();
        review.putObject("status").put("allowed", !cluster.forbids(namespace));
        return review;
    }

    private static Reply json(int status, ObjectNode body) {
        return Reply.json(status, "application/json", body);
    }

    @Override
    public Reply refusal(Act.Refusal refusal) {
        return switch (refusal) {
            case Act.RateLimit limit ->
                KubernetesProblem.of("TooManyRequests", "too many requests, please try again later")
                        .reply()
                        .with("Retry-After", Integer.toString(limit.retryAfterSeconds()));
            case Act.Fail fail ->
                KubernetesProblem.of("InternalError", "an error on the server").reply();
            case Act.Refuse refuse ->
                KubernetesProblem.of(refuse.error(), "refused by the stand-in").reply();
        };
    }

    @Override
    public ObjectNode state() {
        synchronized (cluster) {
            return cluster.list("");
        }
    }

    @Override
    public void configure(ObjectNode setting) {
        synchronized (cluster) {
            KubernetesSetting.apply(setting, cluster);
        }
    }
}
