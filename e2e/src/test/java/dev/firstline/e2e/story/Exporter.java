package dev.firstline.e2e.story;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A customer's application as Prometheus sees it: payment errors by service.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus: exposition formats</a>
 */
final class Exporter implements AutoCloseable {

    private final Map<String, Integer> errors = new ConcurrentHashMap<>();
    private final HttpServer server;

    Exporter() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = metrics().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** So many payments of a service fail now; its Deployment bears its name. */
    void paymentErrors(String service, int count) {
        errors.put(service, count);
    }

    private String metrics() {
        StringBuilder text = new StringBuilder("# TYPE payment_errors gauge\n");
        errors.forEach((service, count) -> text.append(
                "payment_errors{service=\"%s\",deployment=\"%s\"} %d\n".formatted(service, service, count)));
        return text.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
