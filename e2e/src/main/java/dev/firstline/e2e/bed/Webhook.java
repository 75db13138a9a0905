package dev.firstline.e2e.bed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Alertmanager's webhook, version 4, as ingest is sent it. */
public final class Webhook {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI address;
    private final String secret;

    /**
     * @param address of the source's path
     * @param secret that ingest wants from this source
     */
    public Webhook(URI address, String secret) {
        this.address = address;
        this.secret = secret;
    }

    /** Says that these alerts fire, and fails unless ingest has accepted them. */
    public void fire(Alert... alerts) {
        expectAccepted(post(body(true, List.of(alerts))));
    }

    /** Says that these alerts are over, and fails unless ingest has accepted them. */
    public void resolve(Alert... alerts) {
        expectAccepted(post(body(false, List.of(alerts))));
    }

    /** Posts a body as it is and answers the HTTP status. */
    public HttpResponse<String> post(String body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(10))
                .header("content-type", "application/json")
                .header("user-agent", "Alertmanager/0.25.0")
                .header("authorization", "Bearer " + secret)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** A notification about one group, whose alerts all fire or are all over. */
    public static String body(boolean firing, Collection<Alert> alerts) {
        Instant now = Instant.now();
        ObjectNode body = JSON.createObjectNode();
        body.put("receiver", "firstline").put("status", firing ? "firing" : "resolved");
        ArrayNode list = body.putArray("alerts");
        alerts.forEach(alert -> list.add(alert.json(firing, now)));
        body.putObject("groupLabels");
        body.putObject("commonLabels");
        body.putObject("commonAnnotations");
        body.put("externalURL", "http://alertmanager.example.com")
                .put("version", "4")
                .put("groupKey", "{}:{}")
                .put("truncatedAlerts", 0);
        return body.toString();
    }

    private static void expectAccepted(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("ingest answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
