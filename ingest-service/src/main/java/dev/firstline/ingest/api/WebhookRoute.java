package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.source.SentHeaders;
import dev.firstline.ingest.source.verification.Proof;
import dev.firstline.ingest.source.verification.Verification;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/**
 * {@code POST /v1/sources/{source}}: where tools send their alerts. A plain route, since it is the one hot path. It goes before every
 * other handler: an authorization here is the source's secret, and no JWT.
 */
@Singleton
public class WebhookRoute {

    private final Sources sources;
    private final Reception reception;
    private final InstantSource clock;

    public WebhookRoute(Sources sources, Reception reception, InstantSource clock) {
        this.sources = sources;
        this.reception = reception;
        this.clock = clock;
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
            reception.refuse(request, "unknown", Refusal.UNKNOWN_SOURCE, WebhookAnswer.unknownSource(name));
            return;
        }
        String type = source.adapter().type();
        if (!reception.isAllowed(request, source)) {
            Refusal why = Refusal.ADDRESS_NOT_ALLOWED;
            reception.refuse(request, type, why, WebhookAnswer.refused(why, WebhookAnswer.ADDRESS));
            return;
        }
        Verification verification = source.verification();
        Proof proof = verification.proof(new SentRequest(routing));
        if (!source.secrets().admit(proof, clock.instant())) {
            reception.refuse(request, type, Refusal.WRONG_SECRET, WebhookAnswer.unproven(verification));
            return;
        }
        reception.receive(request, type, name, new Proven(request, source, proof, clock), new Worded(verification));
    }

    /** A body from a source that is named, and was admitted by what it shows. */
    private record Proven(HttpServerRequest request, Sources.Source source, Proof proof, InstantSource clock)
            implements Reception.Opening {

        /** A vendor signs what it sends. A body that holds its own signature is inflated before it can be looked at. */
        @Override
        public boolean admits(byte[] sent) {
            return proof instanceof Proof.InBody || source.secrets().accept(proof, sent, clock.instant());
        }

        @Override
        public Optional<Reception.Opened> open(byte[] body) {
            boolean later = proof instanceof Proof.InBody;
            if (later && !source.secrets().accept(proof, body, clock.instant())) return Optional.empty();
            Payload payload = new Payload(
                    source.name(),
                    contentType(request),
                    source.adapter().withoutSecret(body),
                    SentHeaders.chosen(source.adapter().headers(), request.headers()));
            return Optional.of(new Reception.Opened(source, payload));
        }

        @Override
        public boolean mayBlock() {
            return proof instanceof Proof.InBody;
        }
    }

    private record Worded(Verification verification) implements Reception.Wording {

        @Override
        public WebhookAnswer of(Reception.Opened opened, Intake.Answer answer) {
            return WebhookAnswer.of(answer);
        }

        @Override
        public WebhookAnswer unproven() {
            return WebhookAnswer.unproven(verification);
        }
    }

    static String contentType(HttpServerRequest request) {
        String contentType = request.getHeader("content-type");
        return contentType == null ? "" : contentType;
    }
}
