package dev.firstline.remediation.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
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
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * An API server with nothing but deployments, on loopback: resourceVersion as a precondition of merge patches, and answers that are
 * refused, lost, or held back until a test lets them go. What it has is a {@link FakeCluster}.
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
    private final FakeCluster cluster = new FakeCluster();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<Integer> lateAnswers = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private boolean away;
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

    /** Its deployments. */
    public FakeCluster cluster() {
        return cluster;
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

    /** What came in: method and kind of patch. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
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
        Optional<JsonObject> deployment = cluster.read(namespace, name);
        if (namespace.equals("forbidden")) send(exchange, 403, status(403, "Forbidden", "deployments is forbidden"));
        else if (deployment.isEmpty()) send(exchange, 404, status(404, "NotFound", "deployments.apps not found"));
        else send(exchange, 200, deployment.get());
    }

    private synchronized void patch(HttpExchange exchange, String namespace, String name, JsonObject patch)
            throws IOException {
        if (away) return;
        boolean isRestart = patch.containsKey("spec");
        requests.add(isRestart ? "RESTART" : "TOUCH");
        if (!isRestart && losesTouchsAnswer) {
            losesTouchsAnswer = false;
            cluster.patch(namespace, name, patch);
            return;
        }
        Fate fate = isRestart ? fates.poll() : null;
        switch (fate) {
            case FORBIDDEN -> send(exchange, 403, status(403, "Forbidden", "deployments is forbidden"));
            case STATUS_CHANGES_BEFORE -> {
                cluster.statusAnew(namespace, name);
                write(exchange, namespace, name, patch);
            }
            case RELEASED_BEFORE -> {
                cluster.release(namespace, name, name + ":2.0.0");
                write(exchange, namespace, name, patch);
            }
            case ANSWER_LOST -> cluster.patch(namespace, name, patch);
            case REQUEST_LOST -> {}
            case ARRIVES_LATE -> late.add(() -> lateAnswers.add(cluster.patch(namespace, name, patch)));
            case WRITTEN_BUT_500 -> {
                cluster.patch(namespace, name, patch);
                send(exchange, 500, status(500, "InternalError", "etcdserver: request timed out"));
            }
            case null -> write(exchange, namespace, name, patch);
        }
    }

    private void write(HttpExchange exchange, String namespace, String name, JsonObject patch) throws IOException {
        int answer = cluster.patch(namespace, name, patch);
        if (answer == 200) send(exchange, 200, cluster.read(namespace, name).orElseThrow());
        else send(exchange, answer, status(answer, "Conflict", "the object has been modified"));
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
