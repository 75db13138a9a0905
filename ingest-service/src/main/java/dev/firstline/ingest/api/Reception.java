package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Payload;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Reads the bodies of requests, takes them in and answers; every way in goes through here. */
@Singleton
public class Reception {

    private static final Logger LOG = Logger.getLogger(Reception.class);

    /** A larger body takes milliseconds to read, which other requests of the same event loop would wait for. */
    private static final int LARGE_BYTES = 32 << 10;

    /** How long what is left of a refused body is read and thrown away, so that its sender gets to see the answer. */
    private static final long LINGER_MILLIS = 1000;

    /** Why a request is refused. */
    enum Refusal {
        UNKNOWN_SOURCE,
        WRONG_SECRET,
        TOO_LARGE,
        FAILED
    }

    /**
     * A body that is known to come from a source.
     *
     * @param source whose it is
     * @param payload what is stored of it
     */
    record Opened(Sources.Source source, Payload payload) {}

    /** Opens a body. */
    interface Opening {

        /** Whose it is; empty where it proves nothing. */
        Optional<Opened> open(byte[] body);

        /** How many bytes a body of this kind has at most, if that is less than what is configured for all. */
        default long longest() {
            return Long.MAX_VALUE;
        }

        /** Whether it may have to wait for something, which an event loop must not. */
        default boolean mayBlock() {
            return false;
        }
    }

    /** How the senders of one kind expect to be answered. */
    interface Wording {

        /** What became of what was opened. */
        WebhookAnswer of(Opened opened, Intake.Answer answer);

        /** It proves nothing, or can't be opened. */
        WebhookAnswer unproven();

        /** Its body is longer than this many bytes. */
        default WebhookAnswer tooLarge(long limit) {
            return WebhookAnswer.tooLarge(limit);
        }

        /** Something went wrong here. */
        default WebhookAnswer failed() {
            return WebhookAnswer.failed();
        }
    }

    private final Intake intake;
    private final AcceptSpans spans;
    private final AcceptMeters meters;
    private final Vertx vertx;
    private final long maxBody;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    public Reception(Intake intake, AcceptSpans spans, AcceptMeters meters, Vertx vertx, IngestConfig config) {
        this.intake = intake;
        this.spans = spans;
        this.meters = meters;
        this.vertx = vertx;
        this.maxBody = config.maxBody().asLongValue();
    }

    /**
     * Reads a request's body, takes it in and answers.
     *
     * @param type the adapter's, for what is counted
     * @param name the source's, as far as it is known yet; for the trace
     */
    void receive(HttpServerRequest request, String type, String name, Opening opening, Wording wording) {
        Span span = spans.webhook(request, name);
        Context context = vertx.getOrCreateContext();
        long limit = Math.min(maxBody, opening.longest());
        RequestBody.read(
                request,
                limit,
                body -> {
                    if (body.length <= LARGE_BYTES && !opening.mayBlock())
                        accept(request, context, type, opening, wording, body, span);
                    else threads.execute(() -> accept(request, context, type, opening, wording, body, span));
                },
                () -> {
                    AcceptSpans.failed(span, "too large");
                    refuse(request, type, Refusal.TOO_LARGE, wording.tooLarge(limit));
                });
    }

    private void accept(
            HttpServerRequest request,
            Context context,
            String type,
            Opening opening,
            Wording wording,
            byte[] body,
            Span span) {
        try {
            Optional<Opened> found = opening.open(body);
            if (found.isEmpty()) {
                meters.refused(type, Refusal.WRONG_SECRET);
                context.runOnContext(nothing -> send(request, wording.unproven(), span));
                return;
            }
            Opened opened = found.get();
            span.setAttribute("firstline.source", opened.source().name());
            intake.accept(opened.source(), opened.payload(), AcceptSpans.traceparent(span))
                    .whenComplete((answer, failure) -> context.runOnContext(nothing -> send(
                            request, failure == null ? wording.of(opened, answer) : failed(failure, wording), span)));
        } catch (RuntimeException | Error failure) {
            context.runOnContext(nothing -> send(request, failed(failure, wording), span));
        }
    }

    /** Not accepted, so its sender has to come again: 503, as for a database that is away. */
    private WebhookAnswer failed(Throwable failure, Wording wording) {
        LOG.error("a request failed for a reason of our own", failure);
        meters.refused("unknown", Refusal.FAILED);
        return wording.failed();
    }

    private static void send(HttpServerRequest request, WebhookAnswer answer, Span span) {
        answer.send(request.response());
        span.setAttribute("http.response.status_code", answer.status());
        if (answer.status() >= 500) AcceptSpans.failed(span, "HTTP " + answer.status());
        else span.end();
    }

    /** Answers before the body is read; what the sender still sends is thrown away for a moment. */
    void refuse(HttpServerRequest request, String type, Refusal why, WebhookAnswer answer) {
        meters.refused(type, why);
        if (request.isEnded() || !hasBody(request)) {
            answer.send(request.response());
            request.resume();
            return;
        }
        request.response().putHeader("connection", "close");
        answer.send(request.response());
        request.handler(ignored -> {}).resume();
        long timer = vertx.setTimer(LINGER_MILLIS, over -> request.connection().close());
        request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return request.getHeader("transfer-encoding") != null
                || (length != null && !length.strip().equals("0"));
    }
}
