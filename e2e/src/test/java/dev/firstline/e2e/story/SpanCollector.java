package dev.firstline.e2e.story;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Takes spans over OTLP's HTTP on loopback, and keeps them.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-request">OTLP/HTTP: requests</a>
 */
final class SpanCollector implements AutoCloseable {

    // The messages' fields, by their numbers in opentelemetry/proto/{collector/trace,trace,resource,common}/v1/*.proto.
    private static final int RESOURCE_SPANS = 1;
    private static final int RESOURCE = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int ATTRIBUTES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;
    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;

    /**
     * A span as its service told it; ids in hex.
     *
     * @param service the resource's {@code service.name}
     * @param parent empty where it has none
     */
    record Span(String service, String name, String trace, String id, String parent) {}

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    SpanCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** Its address, without a path. */
    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All that came so far. */
    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** Whether one span comes of another, through any spans between them that came too. */
    boolean isBelow(Span span, Span ancestor) {
        Optional<Span> at = Optional.of(span);
        while (at.isPresent() && !at.get().equals(ancestor)) at = parent(at.get());
        return at.isPresent();
    }

    private Optional<Span> parent(Span span) {
        return spans.stream()
                .filter(one -> one.trace().equals(span.trace()) && one.id().equals(span.parent()))
                .findFirst();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                spans.addAll(read(UnknownFieldSet.parseFrom(body)));
            }
            // An empty ExportTraceServiceResponse: all of them were taken.
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static List<Span> read(UnknownFieldSet request) {
        List<Span> read = new ArrayList<>();
        messages(request, RESOURCE_SPANS).forEach(ofResource -> {
            String service = messages(ofResource, RESOURCE)
                    .flatMap(resource -> messages(resource, ATTRIBUTES))
                    .filter(attribute -> text(attribute, KEY).equals("service.name"))
                    .flatMap(attribute -> messages(attribute, VALUE))
                    .map(value -> text(value, STRING))
                    .findFirst()
                    .orElse("");
            messages(ofResource, SCOPE_SPANS)
                    .flatMap(scope -> messages(scope, SPANS))
                    .map(span -> new Span(
                            service,
                            text(span, NAME),
                            hex(span, TRACE_ID),
                            hex(span, SPAN_ID),
                            hex(span, PARENT_SPAN_ID)))
                    .forEach(read::add);
        });
        return read;
    }

    private static Stream<UnknownFieldSet> messages(UnknownFieldSet of, int field) {
        return of.getField(field).getLengthDelimitedList().stream().map(bytes -> {
            try {
                return UnknownFieldSet.parseFrom(bytes);
            } catch (InvalidProtocolBufferException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    private static String text(UnknownFieldSet of, int field) {
        return bytes(of, field).toStringUtf8();
    }

    private static String hex(UnknownFieldSet of, int field) {
        return HexFormat.of().formatHex(bytes(of, field).toByteArray());
    }

    private static ByteString bytes(UnknownFieldSet of, int field) {
        List<ByteString> found = of.getField(field).getLengthDelimitedList();
        return found.isEmpty() ? ByteString.EMPTY : found.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
