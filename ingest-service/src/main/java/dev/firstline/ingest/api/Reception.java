package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Fault;
import dev.firstline.ingest.domain.Payload;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
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

    /**
     * A body that is known to come from a source.
     *
     * @param source whose it is
     * @param payload what is stored of it
     */
    record Opened(Sources.Source source, Payload payload) {}

    /** Opens a body. */
    interface Opening {

        /** Whether what is seen of a body before it is inflated speaks for it: a signature of the bytes that were sent. */
        default boolean admits(byte[] sent) {
            return true;
        }

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

        /** Nothing of it is taken in. */
        default WebhookAnswer refused(Refusal why, String message) {
            return WebhookAnswer.refused(why, message);
        }
    }

    private final Intake intake;
    private final AcceptSpans spans;
    private final AcceptMeters meters;
    private final Vertx vertx;
    private final long maxBody;
    private final Duration patience;
    private final SenderAddress addresses;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    public Reception(Intake intake, AcceptSpans spans, AcceptMeters meters, Vertx vertx, IngestConfig config) {
        this.intake = intake;
        this.spans = spans;
        this.meters = meters;
        this.vertx = vertx;
        this.maxBody = config.maxBody().asLongValue();
        this.patience = config.bodyTimeout();
        this.addresses = SenderAddress.of(config);
    }

    /** Whether a request comes from where a source's senders may be. */
    boolean isAllowed(HttpServerRequest request, Sources.Source source) {
        return source.allowed().isEmpty() || source.allowed().contain(addresses.of(request));
    }

    /**
     * Reads a request's body, takes it in and answers.
     *
     * @param type the adapter's, for what is counted
     * @param name the source's, as far as it is known yet; for the trace
     */
    void receive(HttpServerRequest request, String type, String name, Opening opening, Wording wording) {
        Optional<ContentCoding> coding = ContentCoding.of(request.getHeader("content-encoding"));
        if (coding.isEmpty()) {
            Refusal why = Refusal.UNKNOWN_ENCODING;
            refuse(request, type, why, wording.refused(why, "a body is sent as it is, or as " + ContentCoding.READ));
            return;
        }
        long limit = Math.min(maxBody, opening.longest());
        Span span = spans.webhook(request, name);
        Context context = vertx.getOrCreateContext();
        RequestBody.read(
                vertx,
                request,
                limit,
                patience,
                new Arrival(this, request, context, type, opening, wording, coding.get(), limit, span));
    }

    /** A request whose body is on its way. */
    private record Arrival(
            Reception at,
            HttpServerRequest request,
            Context context,
            String type,
            Opening opening,
            Wording wording,
            ContentCoding coding,
            long limit,
            Span span)
            implements RequestBody.Reader {

        @Override
        public void whole(byte[] sent) {
            boolean quick = sent.length <= LARGE_BYTES && coding == ContentCoding.IDENTITY && !opening.mayBlock();
            if (quick) accept(sent);
            else at.threads.execute(() -> accept(sent));
        }

        @Override
        public void tooLarge() {
            giveUp(Refusal.TOO_LARGE, WebhookAnswer.tooLarge(limit));
        }

        @Override
        public void tooSlow() {
            giveUp(Refusal.TOO_SLOW, "a body has to be there within " + at.patience.toMillis() + " ms");
        }

        @Override
        public void cutOff() {
            AcceptSpans.failed(span, "the sender has left");
        }

        private void giveUp(Refusal why, String message) {
            AcceptSpans.failed(span, why.name());
            at.refuse(request, type, why, wording.refused(why, message));
        }

        private void accept(byte[] sent) {
            try {
                if (!opening.admits(sent)) {
                    unproven();
                    return;
                }
                switch (coding.decode(sent, limit)) {
                    case Inflation.Result.Whole whole -> open(whole.body());
                    case Inflation.Result.TooLarge beyond -> answer(Refusal.TOO_LARGE, WebhookAnswer.tooLarge(limit));
                    case Inflation.Result.Broken broken -> answer(Refusal.BROKEN_ENCODING, broken.reason());
                }
            } catch (RuntimeException | Error failure) {
                answer(failed(failure));
            }
        }

        private void open(byte[] body) {
            Opened opened = opening.open(body).orElse(null);
            if (opened == null) {
                unproven();
            } else if (!at.isAllowed(request, opened.source())) {
                answer(Refusal.ADDRESS_NOT_ALLOWED, WebhookAnswer.ADDRESS);
            } else {
                span.setAttribute("firstline.source", opened.source().name());
                at.intake
                        .accept(opened.source(), opened.payload(), AcceptSpans.traceparent(span))
                        .whenComplete((taken, failure) ->
                                answer(failure == null ? wording.of(opened, taken) : failed(failure)));
            }
        }

        private void unproven() {
            at.meters.refused(type, Refusal.WRONG_SECRET);
            answer(wording.unproven());
        }

        private void answer(Refusal why, String message) {
            at.meters.refused(type, why);
            answer(wording.refused(why, message));
        }

        /** Not accepted, so its sender has to come again: 503, as for a database that is away. */
        private WebhookAnswer failed(Throwable failure) {
            LOG.errorf("a request failed for a reason of our own: %s", Fault.of(failure));
            LOG.debug("how it failed", failure);
            at.meters.refused("unknown", Refusal.FAILED);
            return wording.refused(Refusal.FAILED, "not accepted; the log says more");
        }

        private void answer(WebhookAnswer answer) {
            context.runOnContext(nothing -> send(request, answer, span));
        }
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
