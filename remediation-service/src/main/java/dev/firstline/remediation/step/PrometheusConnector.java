package dev.firstline.remediation.step;

import dev.firstline.platform.configuration.Durations;
import dev.firstline.remediation.domain.Connector;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks Prometheus, or whatever speaks its API, for an instant vector.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries">Prometheus, instant queries</a>
 */
final class PrometheusConnector implements Connector {

    static final String TYPE = "prometheus";

    /** An answer that no step of a runbook can be about. */
    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    private final String name;
    private final ConnectorsConfig.One config;

    PrometheusConnector(String name, ConnectorsConfig.One config) {
        this.name = name;
        this.config = config;
    }

    @Override
    public Measured ask(String expression) {
        // The client's own time-out ends with the headers; this one covers the body, too.
        FutureTask<Measured> asking = new FutureTask<>(() -> send(expression));
        Thread thread = Thread.ofVirtual().name("connector-" + name).start(asking);
        try {
            return asking.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.interrupt();
            return new Measured.Away(name + " has not answered within " + Durations.inWords(config.timeout()));
        } catch (ExecutionException failure) {
            return new Measured.Away(name + " could not be asked: " + failure.getCause());
        } catch (InterruptedException stopping) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Measured.Away("stopped while " + name + " was asked");
        }
    }

    private Measured send(String expression) throws IOException, InterruptedException {
        if (InetAddress.getByName(config.url().getHost()).isLinkLocalAddress()) {
            return new Measured.Refused(name + " is at a link-local address, where metadata services live");
        }
        String body = "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&timeout="
                + config.timeout().toMillis() + "ms";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + "/api/v1/query"))
                .timeout(config.timeout())
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (config.bearerTokenFile().isPresent()) {
            String token = Files.readString(config.bearerTokenFile().get()).strip();
            request.header("authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream content = response.body()) {
            byte[] bytes = content.readNBytes(MAX_ANSWER_BYTES + 1);
            if (bytes.length > MAX_ANSWER_BYTES) return new Measured.Refused("the answer is larger than 8 MB");
            return PrometheusAnswer.read(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private String base() {
        return config.url().toString().replaceAll("/+$", "");
    }
}
