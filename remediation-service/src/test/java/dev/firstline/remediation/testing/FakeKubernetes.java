package dev.firstline.remediation.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * An API server with nothing but deployments, on loopback: resourceVersion as a precondition of merge patches, and answers that are
 * refused, lost, or held back until a test lets them go.
 */
public final class FakeKubernetes implements AutoCloseable {

    /** What happens to the next patch. */
    public enum Fate {
        /** 403. */
        FORBIDDEN,
        /** Somebody changes the status just before it arrives. */
        STATUS_CHANGES_BEFORE,
        /** Somebody releases another version just before it arrives. */
        RELEASED_BEFORE,
        /** It is written, and the connection breaks before the answer. */
        ANSWER_LOST,
        /** The connection breaks before it is written. */
        REQUEST_LOST,
        /** The connection breaks; it arrives when {@link #deliverLate} is called. */
        ARRIVES_LATE,
        /** It is written, and the answer is 500. */
        WRITTEN_BUT_500
    }

    private final HttpServer server;
    private final Map<String, JsonObject> deployments = new TreeMap<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<Integer> lateAnswers = new ArrayList<>();
    private final List<String> restarts = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private long resourceVersion = 1000;
    private boolean away;
    private boolean completes;
    private boolean losesTouchsAnswer;

    public FakeKubernetes() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/apis/apps/v1/namespaces/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How a client comes here. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withNamespace("default")
                .build();
    }

    /** Makes a deployment whose rollout is through. */
    public synchronized void deploy(String namespace, String name, int replicas) {
        JsonObject deployment = new JsonObject()
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put(
                        "metadata",
                        new JsonObject()
                                .put("name", name)
                                .put("namespace", namespace)
                                .put("uid", UUID.randomUUID().toString())
                                .put("generation", 1))
                .put(
                        "spec",
                        new JsonObject()
                                .put("replicas", replicas)
                                .put(
                                        "template",
                                        new JsonObject()
                                                .put(
                                                        "metadata",
                                                        new JsonObject()
                                                                .put("labels", new JsonObject().put("app", name)))
                                                .put(
                                                        "spec",
                                                        new JsonObject()
                                                                .put(
                                                                        "containers",
                                                                        new JsonArray()
                                                                                .add(new JsonObject()
                                                                                        .put("name", "app")
                                                                                        .put(
                                                                                                "image",
                                                                                                name + ":1.2.3"))))));
        deployments.put(namespace + "/" + name, deployment);
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

    /** The next patch of something else than the template is written, and the connection breaks before the answer. */
    public synchronized void loseTouchsAnswer() {
        losesTouchsAnswer = true;
    }

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    /** What happens to the patches that come next, in order. */
    public synchronized void next(Fate... coming) {
        fates.addAll(List.of(coming));
    }

    /** Lets arrive what was held back; their answers' statuses. */
    public synchronized List<Integer> deliverLate() {
        late.forEach(Runnable::run);
        late.clear();
        return List.copyOf(lateAnswers);
    }

    /** The intents that have restarted something: the effects, in order. */
    public synchronized List<String> restarts() {
        return List.copyOf(restarts);
    }

    /** What came in: method and kind of patch. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            String namespace = path[5];
            String name = path[7];
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("GET")) get(exchange, namespace, name);
            else patch(exchange, namespace, name, new JsonObject(new String(body, StandardCharsets.UTF_8)));
        }
    }

    private synchronized void get(HttpExchange exchange, String namespace, String name) throws IOException {
        if (away) return;
        requests.add("GET");
        JsonObject deployment = deployment(namespace, name);
        if (namespace.equals("forbidden")) send(exchange, 403, status(403, "Forbidden", "deployments is forbidden"));
        else if (deployment == null) send(exchange, 404, status(404, "NotFound", "deployments.apps not found"));
        else send(exchange, 200, deployment);
    }

    private synchronized void patch(HttpExchange exchange, String namespace, String name, JsonObject patch)
            throws IOException {
        if (away) return;
        boolean isRestart = patch.containsKey("spec");
        requests.add(isRestart ? "RESTART" : "TOUCH");
        if (!isRestart && losesTouchsAnswer) {
            losesTouchsAnswer = false;
            apply(namespace, name, patch);
            return;
        }
        Fate fate = isRestart ? fates.poll() : null;
        switch (fate) {
            case FORBIDDEN -> send(exchange, 403, status(403, "Forbidden", "deployments is forbidden"));
            case STATUS_CHANGES_BEFORE -> {
                changed(deployment(namespace, name));
                write(exchange, namespace, name, patch);
            }
            case RELEASED_BEFORE -> {
                release(namespace, name, name + ":2.0.0");
                write(exchange, namespace, name, patch);
            }
            case ANSWER_LOST -> apply(namespace, name, patch);
            case REQUEST_LOST -> {}
            case ARRIVES_LATE -> late.add(() -> lateAnswers.add(apply(namespace, name, patch)));
            case WRITTEN_BUT_500 -> {
                apply(namespace, name, patch);
                send(exchange, 500, status(500, "InternalError", "etcdserver: request timed out"));
            }
            case null -> write(exchange, namespace, name, patch);
        }
    }

    private void write(HttpExchange exchange, String namespace, String name, JsonObject patch) throws IOException {
        int answer = apply(namespace, name, patch);
        if (answer == 200) send(exchange, 200, deployment(namespace, name));
        else send(exchange, answer, status(answer, "Conflict", "the object has been modified"));
    }

    private int apply(String namespace, String name, JsonObject patch) {
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

    private static JsonObject status(int code, String reason, String message) {
        return new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "Status")
                .put("status", "Failure")
                .put("reason", reason)
                .put("message", message)
                .put("code", code);
    }

    private static void send(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
