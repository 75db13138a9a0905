package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.source.verification.Proof;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * {@code POST /v1/sources/{source}}: where tools send their alerts. A plain route, since it is the one hot path. It goes before every
 * other handler: an authorization here is the source's secret, and no JWT.
 */
@Singleton
public class WebhookRoute {

    private static final Logger LOG = Logger.getLogger(WebhookRoute.class);

    /** A larger body takes milliseconds to read, which other requests of the same event loop would wait for. */
    private static final int LARGE_BYTES = 32 << 10;

    /** How long what is left of a refused body is read and thrown away, so that its sender gets to see the answer. */
    private static final long LINGER_MILLIS = 1000;

    /** Why a request is refused before anything of it is read. */
    private enum Refusal {
        UNKNOWN_SOURCE,
        WRONG_SECRET,
        TOO_LARGE,
        FAILED
    }

    private final Sources sources;
    private final Intake intake;
    private final AcceptSpans spans;
    private final AcceptMeters meters;
    private final Vertx vertx;
    private final InstantSource clock;
    private final long maxBody;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    public WebhookRoute(
            Sources sources,
            Intake intake,
            AcceptSpans spans,
            AcceptMeters meters,
            Vertx vertx,
            InstantSource clock,
            IngestConfig config) {
        this.sources = sources;
        this.intake = intake;
        this.spans = spans;
        this.meters = meters;
        this.vertx = vertx;
        this.clock = clock;
        this.maxBody = config.maxBody().asLongValue();
    }

    void addRoute(@Observes Router router) {
        router.post("/v1/sources/:source").order(Integer.MIN_VALUE).handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        AcceptSpans.hideQuery(request);
        String name = routing.pathParam("source");
        Sources.Source source = sources.find(name).orElse(null);
        if (source == null) {
            refuse(request, "unknown", Refusal.UNKNOWN_SOURCE, WebhookAnswer.unknownSource(name));
            return;
        }
        String type = source.adapter().type();
        Proof proof = source.verification().proof(new SentRequest(routing));
        if (!source.secrets().admit(proof, clock.instant())) {
            refuse(request, type, Refusal.WRONG_SECRET, WebhookAnswer.unproven(source.verification()));
            return;
        }
        Span span = spans.webhook(request, name);
        Context context = vertx.getOrCreateContext();
        RequestBody.read(
                request,
                maxBody,
                body -> {
                    if (body.length <= LARGE_BYTES && !(proof instanceof Proof.InBody))
                        accept(request, context, source, proof, body, span);
                    else threads.execute(() -> accept(request, context, source, proof, body, span));
                },
                () -> {
                    AcceptSpans.failed(span, "too large");
                    refuse(request, type, Refusal.TOO_LARGE, WebhookAnswer.tooLarge(maxBody));
                });
    }

    private void accept(
            HttpServerRequest request, Context context, Sources.Source source, Proof proof, byte[] body, Span span) {
        try {
            if (!source.secrets().accept(proof, body, clock.instant())) {
                meters.refused(source.adapter().type(), Refusal.WRONG_SECRET);
                WebhookAnswer answer = WebhookAnswer.unproven(source.verification());
                context.runOnContext(nothing -> send(request, answer, span));
                return;
            }
            Payload payload = new Payload(source.name(), contentType(request), body, headers(request, source));
            intake.accept(source, payload, AcceptSpans.traceparent(span))
                    .whenComplete((answer, failure) -> context.runOnContext(nothing ->
                            send(request, failure == null ? WebhookAnswer.of(answer) : failed(failure), span)));
        } catch (RuntimeException | Error failure) {
            context.runOnContext(nothing -> send(request, failed(failure), span));
        }
    }

    /** Not accepted, so its sender has to come again: 503, as for a database that is away. */
    private WebhookAnswer failed(Throwable failure) {
        LOG.error("a request failed for a reason of our own", failure);
        meters.refused("unknown", Refusal.FAILED);
        return WebhookAnswer.failed();
    }

    private static void send(HttpServerRequest request, WebhookAnswer answer, Span span) {
        answer.send(request.response());
        span.setAttribute("http.response.status_code", answer.status());
        if (answer.status() >= 500) AcceptSpans.failed(span, "HTTP " + answer.status());
        else span.end();
    }

    /** Answers before the body is read; what the sender still sends is thrown away for a moment. */
    private void refuse(HttpServerRequest request, String type, Refusal why, WebhookAnswer answer) {
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

    private static String contentType(HttpServerRequest request) {
        String contentType = request.getHeader("content-type");
        return contentType == null ? "" : contentType;
    }

    private static Map<String, String> headers(HttpServerRequest request, Sources.Source source) {
        Set<String> wanted = source.adapter().headers();
        if (wanted.isEmpty()) return Map.of();
        Map<String, String> headers = new HashMap<>();
        for (String name : wanted) {
            String value = request.getHeader(name);
            if (value != null) headers.put(name, value);
        }
        return headers;
    }
}
