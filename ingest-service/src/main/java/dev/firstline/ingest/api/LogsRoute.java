package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.source.OtlpLogsSource;
import dev.firstline.ingest.source.verification.Bearer;
import dev.firstline.ingest.source.verification.Proof;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /v1/logs}, OpenTelemetry's own path: an exporter or a collector is only given the address and the header. The bearer token tells
 * the source. Answers are OTLP's.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-request">OTLP/HTTP request</a>
 */
@Singleton
public class LogsRoute {

    private final Sources sources;
    private final Reception reception;
    private final InstantSource clock;

    public LogsRoute(Sources sources, Reception reception, InstantSource clock) {
        this.sources = sources;
        this.reception = reception;
        this.clock = clock;
    }

    void addRoute(@Observes Router router) {
        if (!sources.has(OtlpLogsSource.TYPE)) return;
        router.post("/v1/logs").order(Integer.MIN_VALUE).handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        AcceptSpans.hideQuery(request);
        String contentType = WebhookRoute.contentType(request);
        OtlpAnswer wording =
                new OtlpAnswer(contentType.strip().toLowerCase(Locale.ROOT).startsWith("application/x-protobuf"));
        Proof proof = new Bearer().proof(new SentRequest(routing));
        Sources.Source source =
                sources.find(OtlpLogsSource.TYPE, proof, clock.instant()).orElse(null);
        if (source == null) {
            reception.refuse(request, OtlpLogsSource.TYPE, Refusal.WRONG_SECRET, wording.unproven());
            return;
        }
        if (!reception.isAllowed(request, source)) {
            Refusal why = Refusal.ADDRESS_NOT_ALLOWED;
            reception.refuse(request, OtlpLogsSource.TYPE, why, wording.refused(why, WebhookAnswer.ADDRESS));
            return;
        }
        reception.receive(
                request,
                OtlpLogsSource.TYPE,
                source.name(),
                body -> Optional.of(
                        new Reception.Opened(source, new Payload(source.name(), contentType, body, Map.of()))),
                wording);
    }
}
