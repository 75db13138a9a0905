package dev.firstline.notify.channel.http;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls a vendor once: with a deadline over everything, the answer's body included, and without a second try. */
public final class Caller {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    /** What a vendor that sends a date or nonsense as {@code Retry-After} gets. */
    private static final Duration UNREADABLE_WAIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Calls, and waits for the answer.
     *
     * @param deadline how long all of it may take
     */
    public Answer call(HttpRequest request, Duration deadline) {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return received(answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new Answer.Silence("no answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException failure) {
            return failed(failure.getCause());
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Silence("stopped while it waited for the answer");
        }
    }

    private static Answer received(HttpResponse<String> response) {
        return new Answer.Received(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Retry-After").map(Caller::seconds),
                response.headers().firstValue("X-OAuth-Scopes").orElse(""));
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofMillis(Math.round(Double.parseDouble(text.strip()) * 1000));
        } catch (NumberFormatException unreadable) {
            return UNREADABLE_WAIT;
        }
    }

    private static Answer failed(Throwable failure) {
        String reason = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return new Answer.NotSent("no connection: " + reason);
            }
        }
        return new Answer.Silence("the connection broke: " + reason);
    }
}
