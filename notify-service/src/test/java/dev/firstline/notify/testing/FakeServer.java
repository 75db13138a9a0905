package dev.firstline.notify.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A vendor on loopback whose next answers a test can spoil. */
public abstract class FakeServer {

    /** What happens to a call. */
    public sealed interface Fate {

        /** It is answered with 429. */
        record TooOften(int retryAfterSeconds) implements Fate {}

        /** It is not done, and answered with this error. */
        record Fails(String error) implements Fate {}

        /** It is not done, and never answered. */
        record Hangs() implements Fate {}

        /** It is done, and the connection breaks before the answer. */
        record LosesAnswer() implements Fate {}

        /** It is not answered, and done only when the test says so: as a packet that arrives late. */
        record ArrivesLate(CountDownLatch when) implements Fate {}
    }

    /** A call to come. */
    private record Spoiled(String method, String about, Fate fate) {}

    /** An answer. */
    record Answer(int status, String body) {}

    private final HttpServer server;
    private final List<Spoiled> spoiled = new ArrayList<>();

    FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    public void stop() {
        server.stop(0);
    }

    /** Spoils the next calls of a method, one each. */
    public void next(String method, Fate... fates) {
        next(method, "", fates);
    }

    /**
     * Spoils the next calls of a method about something, one each.
     *
     * @param about what the call's body has to contain: what is still under way for another test's incident goes its way unspoiled
     */
    public void next(String method, String about, Fate... fates) {
        synchronized (spoiled) {
            for (Fate fate : fates) spoiled.add(new Spoiled(method, about, fate));
        }
    }

    /** How many of the calls about something that were to be spoiled have not come yet. */
    public long awaited(String about) {
        synchronized (spoiled) {
            return spoiled.stream().filter(call -> call.about().equals(about)).count();
        }
    }

    /** Spoils no more calls about something. */
    public void mend(String about) {
        synchronized (spoiled) {
            spoiled.removeIf(call -> call.about().equals(about));
        }
    }

    /** Headers that each answer carries. */
    Map<String, String> headers() {
        return Map.of();
    }

    abstract String method(HttpExchange exchange, String body);

    abstract Answer answer(String method, String contentType, String body);

    abstract Answer error(String error);

    private void handle(HttpExchange exchange) throws IOException {
        // Vert.x's JSON looks for its parts through the thread's class loader, once for all.
        Thread.currentThread().setContextClassLoader(FakeServer.class.getClassLoader());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String method = method(exchange, body);
        switch (fate(method, body)) {
            case null -> send(exchange, answered(method, type, body));
            case Fate.TooOften often -> {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(often.retryAfterSeconds()));
                send(exchange, new Answer(429, ""));
            }
            case Fate.Fails fails -> send(exchange, error(fails.error()));
            case Fate.Hangs hangs -> {}
            case Fate.LosesAnswer loses -> {
                answered(method, type, body);
                exchange.close();
            }
            case Fate.ArrivesLate late -> {
                awaited(late.when());
                answered(method, type, body);
                exchange.close();
            }
        }
    }

    private Fate fate(String method, String body) {
        synchronized (spoiled) {
            Optional<Spoiled> first = spoiled.stream()
                    .filter(call -> call.method().equals(method) && body.contains(call.about()))
                    .findFirst();
            first.ifPresent(spoiled::remove);
            return first.map(Spoiled::fate).orElse(null);
        }
    }

    private synchronized Answer answered(String method, String type, String body) {
        return answer(method, type, body);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
