package dev.firstline.ingest.source.verification;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Calls SNS over HTTPS, without following anything elsewhere. */
@Singleton
public class SnsOverHttps implements SnsHost {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** A certificate has 2 kB, a confirmation's answer less. */
    private static final int MAX_BYTES = 64 << 10;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Optional<byte[]> get(URI address) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(DEADLINE).GET().build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                int status = response.statusCode();
                if (status >= 500 || status == 429) throw new IllegalStateException("SNS answered " + status);
                return status == 200 ? Optional.of(body.readNBytes(MAX_BYTES)) : Optional.empty();
            }
        } catch (IOException away) {
            throw new IllegalStateException("SNS does not answer: " + away, away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while SNS was asked", stopped);
        }
    }
}
