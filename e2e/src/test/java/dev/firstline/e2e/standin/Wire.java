package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Real HTTP to a stand-in, from the JDK's client. */
public final class Wire {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String baseUrl;
    private final Map<String, String> headers;

    /** To this address, with these headers on every request. */
    public Wire(String baseUrl, Map<String, String> headers) {
        this.baseUrl = baseUrl;
        this.headers = headers;
    }

    /** What came back. */
    public record Got(int status, String text, Map<String, String> headers) {
        /** The body as JSON, null where it is none. */
        public JsonNode json() {
            return Json.parse(text).orElse(NullNode.getInstance());
        }

        /** A header, in small letters. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** The same with other headers. */
    public Wire with(Map<String, String> other) {
        return new Wire(baseUrl, other);
    }

    public Got get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public Got post(String path, JsonNode body) throws IOException, InterruptedException {
        return send("POST", path, "application/json; charset=utf-8", Json.line(body));
    }

    public Got send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(bodied(method, path, contentType, body));
    }

    /** The same without waiting for the answer. */
    public CompletableFuture<Got> later(String path, JsonNode body) {
        return CLIENT.sendAsync(
                        bodied("POST", path, "application/json; charset=utf-8", Json.line(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(Wire::got);
    }

    /** Tells a stand-in something over {@code /_control}. */
    public ObjectNode control(String json) throws IOException, InterruptedException {
        Got got = send("POST", "/_control", "application/json", json);
        if (got.status() != 200) throw new IllegalArgumentException(got.text());
        return (ObjectNode) got.json();
    }

    private HttpRequest.Builder bodied(String method, String path, String contentType, String body) {
        return request(path)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        return request;
    }

    private static Got send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return got(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    private static Got got(HttpResponse<String> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new Got(response.statusCode(), response.body(), headers);
    }
}
