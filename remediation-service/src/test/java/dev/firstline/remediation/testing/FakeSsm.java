package dev.firstline.remediation.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/** The three calls of Systems Manager's automation (JSON 1.1) on loopback. */
public final class FakeSsm implements AutoCloseable {

    /** What happens to the next start. */
    public enum Fate {
        THROTTLED,
        /** It is started, and the connection breaks before the answer. */
        ANSWER_LOST,
        /** The connection breaks before it is started. */
        REQUEST_LOST,
        /** ValidationException. */
        INVALID
    }

    private final HttpServer server;
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final Map<String, JsonObject> byToken = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private String status = "InProgress";
    private boolean away;
    private boolean listingLags;

    public FakeSsm() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public synchronized void next(Fate... coming) {
        fates.addAll(List.of(coming));
    }

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    /** What is started isn't listed yet: the listing is eventually consistent. */
    public synchronized void setListingLags(boolean listingLags) {
        this.listingLags = listingLags;
    }

    /** Every execution has come this far. */
    public synchronized void status(String status) {
        this.status = status;
    }

    /** The requests that started something: the effects, in order. */
    public synchronized List<JsonObject> started() {
        return List.copyOf(byToken.values());
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("AmazonSSM.", "");
            JsonObject body =
                    new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(operation);
            if (away) return;
            switch (operation) {
                case "StartAutomationExecution" -> start(exchange, body);
                case "DescribeAutomationExecutions" -> describe(exchange, body);
                case "GetAutomationExecution" -> get(exchange, body);
                default -> send(exchange, 400, new JsonObject().put("__type", "UnknownOperationException"));
            }
        }
    }

    private void start(HttpExchange exchange, JsonObject body) throws IOException {
        switch (fates.poll()) {
            case THROTTLED ->
                send(
                        exchange,
                        400,
                        new JsonObject().put("__type", "ThrottlingException").put("message", "Rate exceeded"));
            case INVALID ->
                send(
                        exchange,
                        400,
                        new JsonObject()
                                .put("__type", "InvalidAutomationExecutionParametersException")
                                .put("Message", "no such parameter"));
            case REQUEST_LOST -> {}
            case ANSWER_LOST -> begin(body);
            case null -> send(exchange, 200, new JsonObject().put("AutomationExecutionId", begin(body)));
        }
    }

    private String begin(JsonObject body) {
        return byToken.computeIfAbsent(body.getString("ClientToken"), token -> body.copy()
                        .put("id", UUID.randomUUID().toString()))
                .getString("id");
    }

    private void describe(HttpExchange exchange, JsonObject body) throws IOException {
        JsonObject filter = body.getJsonArray("Filters").getJsonObject(0);
        JsonArray found = new JsonArray();
        for (JsonObject execution : listingLags ? List.<JsonObject>of() : started()) {
            String key = execution.getJsonArray("Tags").getJsonObject(0).getString("Key");
            if (filter.getString("Key").equals("TagKey")
                    && filter.getJsonArray("Values").contains(key)) {
                found.add(new JsonObject().put("AutomationExecutionId", execution.getString("id")));
            }
        }
        send(exchange, 200, new JsonObject().put("AutomationExecutionMetadataList", found));
    }

    private void get(HttpExchange exchange, JsonObject body) throws IOException {
        JsonObject execution = new JsonObject()
                .put("AutomationExecutionId", body.getString("AutomationExecutionId"))
                .put("AutomationExecutionStatus", status)
                .put("Outputs", new JsonObject().put("restart.Output", new JsonArray().add("service restarted")));
        if (status.equals("Failed")) execution.put("FailureMessage", "Step fails when it is Execute/Cancelling action");
        send(exchange, 200, new JsonObject().put("AutomationExecution", execution));
    }

    private static void send(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
