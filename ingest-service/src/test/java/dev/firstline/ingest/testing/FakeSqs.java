package dev.firstline.ingest.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * A queue of Amazon SQS on loopback, as its JSON protocol has it: what is received is hidden until it is deleted or given back. No time
 * passes in it.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html">Requests</a>
 */
public final class FakeSqs implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A message that lies in the queue. */
    private static final class Stored {
        private final String id;
        private final String body;
        private String receipt = "";
        private int times;

        Stored(String id, String body) {
            this.id = id;
            this.body = body;
        }

        boolean isHidden() {
            return !receipt.isEmpty();
        }
    }

    /** What an action is answered with instead. */
    private record Failure(int status, String type) {}

    private final HttpServer server;
    private final String path;
    private final List<Stored> messages = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Deque<Failure>> failures = new HashMap<>();
    private boolean closed;

    /** A queue of that name; one that ends with {@code .fifo} hands its messages out in order. */
    public FakeSqs(String name) {
        path = "/123456789012/" + name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Where it answers. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The queue's address. */
    public URI url() {
        return endpoint().resolve(path);
    }

    /** Puts a message in; its id. */
    public synchronized String send(String body) {
        Stored stored = new Stored(UUID.randomUUID().toString(), body);
        messages.add(stored);
        notifyAll();
        return stored.id;
    }

    /** Hands out again what was received and neither deleted nor given back, as if its time were over. */
    public synchronized void timeOut() {
        messages.forEach(message -> message.receipt = "");
        notifyAll();
    }

    /** The ids of the messages that are there, hidden ones among them. */
    public synchronized List<String> ids() {
        return messages.stream().map(message -> message.id).toList();
    }

    /** How many messages are there that nobody holds. */
    public synchronized long visible() {
        return messages.stream().filter(message -> !message.isHidden()).count();
    }

    /** The actions that were called, in their order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Answers the next call of an action with an error of the service. */
    public synchronized void failNext(String action, int status, String type) {
        failures.computeIfAbsent(action, key -> new ArrayDeque<>()).add(new Failure(status, type));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String action = target.substring(target.indexOf('.') + 1);
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            int status = 200;
            JsonNode body;
            synchronized (this) {
                calls.add(action);
                Deque<Failure> planned = failures.getOrDefault(action, new ArrayDeque<>());
                if (planned.isEmpty()) {
                    body = done(action, request);
                } else {
                    Failure failure = planned.poll();
                    status = failure.status();
                    body = JSON.createObjectNode()
                            .put("__type", "com.amazonaws.sqs#" + failure.type())
                            .put("message", "planned");
                }
            }
            byte[] bytes = JSON.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private JsonNode done(String action, JsonNode request) {
        return switch (action) {
            case "SendMessage" -> sent(request.path("MessageBody").asText());
            case "ReceiveMessage" -> received(request);
            case "DeleteMessageBatch" -> forEach(request, stored -> messages.remove(stored));
            case "ChangeMessageVisibilityBatch" -> forEach(request, stored -> stored.receipt = "");
            case "GetQueueAttributes" ->
                JSON.createObjectNode()
                        .set(
                                "Attributes",
                                JSON.createObjectNode()
                                        .put("ApproximateNumberOfMessages", Integer.toString(messages.size())));
            default -> throw new IllegalArgumentException(action);
        };
    }

    private JsonNode sent(String body) {
        return JSON.createObjectNode().put("MessageId", send(body)).put("MD5OfMessageBody", md5(body));
    }

    private JsonNode received(JsonNode request) {
        awaitMessage(request.path("WaitTimeSeconds").asInt());
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = JSON.createArrayNode();
        for (Stored message : messages) {
            if (message.isHidden()) continue;
            if (list.size() == request.path("MaxNumberOfMessages").asInt(1)) break;
            message.receipt = message.id + "/" + ++message.times;
            list.addObject()
                    .put("MessageId", message.id)
                    .put("ReceiptHandle", message.receipt)
                    .put("MD5OfBody", md5(message.body))
                    .put("Body", message.body);
        }
        // An empty list is left out.
        if (!list.isEmpty()) answer.set("Messages", list);
        return answer;
    }

    private void awaitMessage(int seconds) {
        long endNanos = System.nanoTime() + seconds * 1_000_000_000L;
        try {
            while (!closed && visible() == 0) {
                long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) return;
                wait(leftMillis);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode forEach(JsonNode request, java.util.function.Consumer<Stored> change) {
        ArrayNode successful = JSON.createArrayNode();
        ArrayNode failed = JSON.createArrayNode();
        for (JsonNode entry : request.path("Entries")) {
            String receipt = entry.path("ReceiptHandle").asText();
            Stored found = messages.stream()
                    .filter(message -> message.receipt.equals(receipt))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                failed.addObject()
                        .put("Id", entry.path("Id").asText())
                        .put("Code", "ReceiptHandleIsInvalid")
                        .put("SenderFault", true);
            } else {
                change.accept(found);
                successful.addObject().put("Id", entry.path("Id").asText());
            }
        }
        notifyAll();
        return JSON.createObjectNode().<ObjectNode>set("Successful", successful).set("Failed", failed);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
    }
}
