package dev.firstline.remediation.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Prometheus' query API on loopback: known expressions have rows, all others none. */
public final class FakePrometheus implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, JsonArray> rows = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private volatile int status = 200;
    private volatile boolean hangs;

    public FakePrometheus() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/api/v1/query", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Gives an expression one more row. */
    public void row(String expression, Map<String, String> labels, String value) {
        JsonObject metric = new JsonObject();
        labels.forEach(metric::put);
        rows.computeIfAbsent(expression, none -> new JsonArray())
                .add(new JsonObject()
                        .put("metric", metric)
                        .put("value", new JsonArray().add(1700000000.5).add(value)));
    }

    /** Takes an expression's rows away. */
    public void none(String expression) {
        rows.remove(expression);
    }

    /** Answers with this status from now on. */
    public void status(int status) {
        this.status = status;
    }

    /** Never answers from now on. */
    public void hang() {
        hangs = true;
    }

    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query =
                    URLDecoder.decode(body.replaceFirst("^query=", "").replaceFirst("&.*", ""), StandardCharsets.UTF_8);
            synchronized (this) {
                asked.add(query);
            }
            if (hangs) {
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000_000L);
                return;
            }
            JsonObject answer = status == 200
                    ? new JsonObject()
                            .put("status", "success")
                            .put(
                                    "data",
                                    new JsonObject()
                                            .put("resultType", "vector")
                                            .put("result", rows.getOrDefault(query, new JsonArray())))
                    : new JsonObject()
                            .put("status", "error")
                            .put("errorType", "bad_data")
                            .put("error", "parse error");
            byte[] bytes = answer.encode().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
