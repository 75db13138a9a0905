package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firstline.e2e.fault.Call;
import dev.firstline.e2e.fault.Fate;
import dev.firstline.e2e.fault.Faults;
import dev.firstline.e2e.fault.Moment;
import dev.firstline.e2e.standin.JournalEntry.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** What all stand-ins share: HTTP on loopback, one virtual thread a request, the journal, the faults and {@code /_control}. */
public final class StandInServer implements AutoCloseable {
    static {
        // The JDK's server reads these once. Without the first, Nagle's algorithm adds 40 ms to answers on kept
        // connections; without the
        // others it closes kept connections that a client still believes in.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    }

    private final Vendor vendor;
    private final Faults faults;
    private final Journal journal;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong requests = new AtomicLong();
    private final ControlPath control;

    private StandInServer(Vendor vendor, Setup setup, HttpServer http) {
        this.vendor = vendor;
        this.http = http;
        this.faults = new Faults(setup.clock());
        this.journal = Journal.open(setup.clock(), setup.journal());
        this.control = new ControlPath(vendor, faults);
    }

    /**
     * Starts listening.
     *
     * @throws UncheckedIOException where the port is taken or the journal can't be written
     */
    public static StandInServer start(Vendor vendor, Setup setup) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), setup.port());
            StandInServer server = new StandInServer(vendor, setup, HttpServer.create(address, 1024));
            server.http.setExecutor(server.threads);
            server.http.createContext("/", server::serve);
            server.http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("can't listen on 127.0.0.1:" + setup.port(), e);
        }
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** What was asked, done and answered. */
    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.stop(0);
        threads.close();
        journal.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            if (request.path().startsWith("/_")) send(exchange, control.answer(request));
            else serve(exchange, request);
        } catch (InterruptedException e) {
            // The stand-in closes: the caller sees its connection end.
            Thread.currentThread().interrupt();
        }
    }

    private void serve(HttpExchange exchange, Request request) throws IOException, InterruptedException {
        long number = requests.incrementAndGet();
        String kind = vendor.kind(request);
        JsonNode content = request.content();
        journal.append(Line.REQUEST, number, kind, content);
        Call call = new Call(kind, request.method() + " " + request.path(), Json.line(content));
        Reply reply;
        switch (faults.meet(Moment.BEFORE_EFFECT, call)) {
            case Fate.Drop drop -> {
                return;
            }
            case Fate.Answer fault -> reply = vendor.refusal(fault.refusal());
            case Fate.Proceed proceed -> reply = answered(request, kind, number);
        }
        switch (faults.meet(Moment.AFTER_EFFECT, call)) {
            case Fate.Drop drop -> lose(number, kind, reply);
            case Fate.Answer fault -> deliver(exchange, number, kind, vendor.refusal(fault.refusal()));
            case Fate.Proceed proceed -> deliver(exchange, number, kind, reply);
        }
    }

    private Reply answered(Request request, String kind, long number) {
        try {
            return vendor.answer(request, (name, details) -> journal.append(Line.EFFECT, number, name, details));
        } catch (RuntimeException e) {
            // A mistake of the stand-in itself: it must not look like one of the vendor's answers.
            e.printStackTrace();
            return Reply.text(599, "the stand-in failed at " + kind + ": " + e);
        }
    }

    private void deliver(HttpExchange exchange, long number, String kind, Reply reply) {
        journal.append(Line.ANSWER, number, kind, shown(reply));
        try {
            send(exchange, reply);
        } catch (IOException e) {
            // Its caller was killed or gave up: that is what the stand-ins are for.
            journal.append(Line.LOST, number, kind, Json.object());
        }
    }

    private void lose(long number, String kind, Reply reply) {
        journal.append(Line.ANSWER, number, kind, shown(reply));
        journal.append(Line.LOST, number, kind, Json.object());
    }

    private static ObjectNode shown(Reply reply) {
        ObjectNode content = Json.object().put("status", reply.status());
        content.set("body", reply.body());
        return content;
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.content().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    }
}
