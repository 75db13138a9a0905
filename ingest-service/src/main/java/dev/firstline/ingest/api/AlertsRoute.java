package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.source.OpsgenieAlertsSource;
import dev.firstline.ingest.source.verification.Proof;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /v2/alerts}, Opsgenie's own path: a tool that alerts there only changes the host. The API key tells the source. Answers are
 * Opsgenie's.
 *
 * @see <a href="https://docs.opsgenie.com/docs/alert-api">Alert API</a>
 * @see <a href="https://docs.opsgenie.com/docs/response">Responses</a>
 */
@Singleton
public class AlertsRoute {

    private static final String SCHEME = OpsgenieAnswer.SCHEME + " ";
    private static final String PATH = "/v2/alerts";

    /** Those that change an alert. */
    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final Sources sources;
    private final Reception reception;
    private final InstantSource clock;

    public AlertsRoute(Sources sources, Reception reception, InstantSource clock) {
        this.sources = sources;
        this.reception = reception;
        this.clock = clock;
    }

    void addRoutes(@Observes Router router) {
        if (!sources.has(OpsgenieAlertsSource.TYPE)) return;
        for (HttpMethod method : METHODS) {
            router.route(method, PATH).order(Integer.MIN_VALUE).handler(this::receive);
            router.route(method, PATH + "/*").order(Integer.MIN_VALUE).handler(this::receive);
        }
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        AcceptSpans.hideQuery(request);
        Instant began = clock.instant();
        OpsgenieAnswer wording = new OpsgenieAnswer(began, clock);
        Sources.Source source =
                sources.find(OpsgenieAlertsSource.TYPE, proof(request), began).orElse(null);
        if (source == null) {
            reception.refuse(request, OpsgenieAlertsSource.TYPE, Refusal.WRONG_SECRET, wording.unproven());
            return;
        }
        if (!reception.isAllowed(request, source)) {
            Refusal why = Refusal.ADDRESS_NOT_ALLOWED;
            reception.refuse(request, OpsgenieAlertsSource.TYPE, why, wording.refused(why, WebhookAnswer.ADDRESS));
            return;
        }
        Map<String, String> headers = headers(request);
        reception.receive(
                request,
                OpsgenieAlertsSource.TYPE,
                source.name(),
                body -> Optional.of(new Reception.Opened(
                        source, new Payload(source.name(), WebhookRoute.contentType(request), body, headers))),
                wording);
    }

    /** Of the query no more than what the identifier in the path is: it could hold a key. */
    private static Map<String, String> headers(HttpServerRequest request) {
        String identifier = request.getParam("identifierType");
        return Map.of(
                OpsgenieAlertsSource.METHOD,
                request.method().name(),
                OpsgenieAlertsSource.PATH,
                request.path(),
                OpsgenieAlertsSource.IDENTIFIER_TYPE,
                "tiny".equalsIgnoreCase(identifier) ? "tiny" : "alias");
    }

    /** The key that a request shows. */
    static Proof proof(HttpServerRequest request) {
        String shown = request.getHeader("authorization");
        return shown != null && shown.startsWith(SCHEME)
                ? new Proof.Shown(shown.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8))
                : new Proof.Missing();
    }
}
