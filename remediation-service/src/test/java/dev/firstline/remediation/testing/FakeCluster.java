package dev.firstline.remediation.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The deployments of a {@link FakeKubernetes}, and what people and controllers do to them. */
public final class FakeCluster {

    private final Map<String, JsonObject> deployments = new TreeMap<>();
    private final List<String> restarts = new ArrayList<>();
    private long resourceVersion = 1000;
    private boolean completes;

    /** Makes a deployment whose rollout is through. */
    public synchronized void deploy(String namespace, String name, int replicas) {
        deployments.put(
                namespace + "/" + name, new JsonObject("""
                        {"apiVersion": "apps/v1", "kind": "Deployment",
                         "metadata": {"name": "%2$s", "namespace": "%1$s", "uid": "%4$s", "generation": 1},
                         "spec": {"replicas": %3$d,
                                  "template": {"metadata": {"labels": {"app": "%2$s"}},
                                               "spec": {"containers": [{"name": "app", "image": "%2$s:1.2.3"}]}}}}""".formatted(namespace, name, replicas, UUID.randomUUID())));
        status(namespace, name, 1, replicas, replicas, replicas, null);
    }

    /** The controller has come this far. */
    public synchronized void status(
            String namespace, String name, long observed, int updated, int available, int all, String progressing) {
        JsonObject status = new JsonObject()
                .put("observedGeneration", observed)
                .put("updatedReplicas", updated)
                .put("availableReplicas", available)
                .put("replicas", all);
        if (progressing != null) {
            status.put(
                    "conditions",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put("type", "Progressing")
                                    .put("status", "False")
                                    .put("reason", progressing)
                                    .put("message", "ReplicaSet has timed out progressing")));
        }
        changed(deployment(namespace, name).put("status", status));
    }

    /** The controller writes the same status once more: the object's version moves. */
    synchronized void statusAnew(String namespace, String name) {
        changed(deployment(namespace, name));
    }

    /** The controller has brought the newest generation to its end. */
    public synchronized void rolloutEnds(String namespace, String name) {
        JsonObject deployment = deployment(namespace, name);
        int replicas = deployment.getJsonObject("spec").getInteger("replicas");
        long generation = deployment.getJsonObject("metadata").getLong("generation");
        status(namespace, name, generation, replicas, replicas, replicas, null);
    }

    /** From now on a controller is at work: every rollout is through at once. */
    public synchronized void completeRollouts() {
        completes = true;
    }

    /** Somebody releases another version. */
    public synchronized void release(String namespace, String name, String image) {
        JsonObject deployment = deployment(namespace, name);
        deployment
                .getJsonObject("spec")
                .getJsonObject("template")
                .getJsonObject("spec")
                .getJsonArray("containers")
                .getJsonObject(0)
                .put("image", image);
        specChanged(deployment);
    }

    /** Somebody brings an earlier template back, which bears no annotations, as {@code kubectl rollout undo} does. */
    public synchronized void rollBack(String namespace, String name) {
        JsonObject deployment = deployment(namespace, name);
        deployment
                .getJsonObject("spec")
                .getJsonObject("template")
                .getJsonObject("metadata")
                .remove("annotations");
        specChanged(deployment);
    }

    /** Somebody deletes it. */
    public synchronized void delete(String namespace, String name) {
        deployments.remove(namespace + "/" + name);
    }

    /** The intents that have restarted something: the effects, in order. */
    public synchronized List<String> restarts() {
        return List.copyOf(restarts);
    }

    /** A deployment as it is now; empty where there is none. */
    synchronized Optional<JsonObject> read(String namespace, String name) {
        return Optional.ofNullable(deployment(namespace, name)).map(JsonObject::copy);
    }

    /** Merges a patch, unless it is about another version of the object; the HTTP status of the answer. */
    synchronized int patch(String namespace, String name, JsonObject patch) {
        JsonObject deployment = deployment(namespace, name);
        if (deployment == null) return 404;
        String wanted = patch.getJsonObject("metadata").getString("resourceVersion");
        if (wanted != null
                && !wanted.equals(deployment.getJsonObject("metadata").getString("resourceVersion"))) return 409;
        deployment.mergeIn(patch, true);
        // An API server counts a changed annotation of a deployment as well.
        specChanged(deployment);
        if (patch.containsKey("spec")) {
            restarts.add(patch.getJsonObject("spec")
                    .getJsonObject("template")
                    .getJsonObject("metadata")
                    .getJsonObject("annotations")
                    .getString("firstline.dev/intent"));
            if (completes) rolloutEnds(namespace, name);
        }
        return 200;
    }

    private JsonObject deployment(String namespace, String name) {
        return deployments.get(namespace + "/" + name);
    }

    private void changed(JsonObject deployment) {
        deployment.getJsonObject("metadata").put("resourceVersion", Long.toString(++resourceVersion));
    }

    private void specChanged(JsonObject deployment) {
        JsonObject metadata = deployment.getJsonObject("metadata");
        metadata.put("generation", metadata.getLong("generation") + 1);
        changed(deployment);
    }
}
