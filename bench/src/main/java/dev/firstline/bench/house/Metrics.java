package dev.firstline.bench.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A service's metrics, as Prometheus scrapes them.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
public final class Metrics {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    /** Those of the service at this address. */
    public Metrics(URI service) {
        request = HttpRequest.newBuilder(service.resolve("/metrics"))
                .timeout(Duration.ofSeconds(10))
                .header("accept", "text/plain; version=0.0.4")
                .build();
    }

    /** The sum over all series of a name whose labels satisfy this; 0 where there are none yet. */
    public double sum(String name, Predicate<String> labels) {
        double sum = 0;
        for (String line : (Iterable<String>) scraped().lines()::iterator) {
            if (!line.startsWith(name + "{")) continue;
            int end = line.lastIndexOf('}');
            if (labels.test(line.substring(name.length() + 1, end))) {
                sum += Double.parseDouble(line.substring(end + 1).strip().split(" ")[0]);
            }
        }
        return sum;
    }

    private String scraped() {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) return answer.body();
            throw new IllegalStateException(request.uri() + " answered " + answer.statusCode());
        } catch (IOException failure) {
            throw new UncheckedIOException("can't read " + request.uri(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
