package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.source.PagerDutyEventsSource;
import dev.firstline.ingest.source.verification.Proof;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /v2/enqueue}, PagerDuty's own path: a tool that pages there only changes the host. The routing key tells the source; it
 * stands in the body, so the body is read first, and it is not stored. Answers are PagerDuty's.
 *
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2-overview#response-codes--retry-logic">Response codes</a>
 */
@Singleton
public class EnqueueRoute {

    private final Sources sources;
    private final Reception reception;
    private final InstantSource clock;

    public EnqueueRoute(Sources sources, Reception reception, InstantSource clock) {
        this.sources = sources;
        this.reception = reception;
        this.clock = clock;
    }

    void addRoute(@Observes Router router) {
        if (!sources.has(PagerDutyEventsSource.TYPE)) return;
        router.post("/v2/enqueue").order(Integer.MIN_VALUE).handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        AcceptSpans.hideQuery(request);
        ByRoutingKey opening = new ByRoutingKey(request, sources, clock);
        reception.receive(request, PagerDutyEventsSource.TYPE, "", opening, new OfPagerDuty());
    }

    /** A body whose routing key tells the source. Nobody is known before it is read, so it is bounded as PagerDuty bounds it. */
    private record ByRoutingKey(HttpServerRequest request, Sources sources, InstantSource clock)
            implements Reception.Opening {

        private static final long LONGEST_BYTES = 512 << 10;

        @Override
        public Optional<Reception.Opened> open(byte[] body) {
            byte[] secret = PagerDutyEventsSource.secret(body);
            Proof proof = secret.length == 0 ? new Proof.Missing() : new Proof.Shown(secret);
            return sources.find(PagerDutyEventsSource.TYPE, proof, clock.instant())
                    .map(source -> new Reception.Opened(source, payload(source, body)));
        }

        private Payload payload(Sources.Source source, byte[] body) {
            String contentType = WebhookRoute.contentType(request);
            return new Payload(source.name(), contentType, source.adapter().withoutSecret(body), Map.of());
        }

        @Override
        public long longest() {
            return LONGEST_BYTES;
        }
    }

    /** PagerDuty's answers; 202: don't send it again, 400: that would not help, 503: send it again. */
    private record OfPagerDuty() implements Reception.Wording {

        @Override
        public WebhookAnswer of(Reception.Opened opened, Intake.Answer answer) {
            return switch (answer) {
                case Intake.Answer.Accepted accepted -> processed("Event processed", opened);
                case Intake.Answer.Kept kept ->
                    processed("Event kept as dead letter " + kept.deadLetter() + ": " + kept.reason(), opened);
                case Intake.Answer.Refused refused ->
                    answer(503, "not accepted", refused.reason().name(), new JsonObject());
            };
        }

        private static WebhookAnswer processed(String message, Reception.Opened opened) {
            String key = PagerDutyEventsSource.dedupKey(opened.payload());
            return answer(202, "success", message, new JsonObject().put("dedup_key", key));
        }

        @Override
        public WebhookAnswer unproven() {
            return invalid("the body is no JSON with a 'routing_key' that is known");
        }

        @Override
        public WebhookAnswer refused(Refusal why, String message) {
            return answer(
                    why.status(), why.status() < 500 ? "invalid event" : "not accepted", message, new JsonObject());
        }

        private static WebhookAnswer invalid(String error) {
            return answer(
                    400,
                    "invalid event",
                    "Event object is invalid",
                    new JsonObject().put("errors", new JsonArray().add(error)));
        }

        private static WebhookAnswer answer(int status, String word, String message, JsonObject more) {
            JsonObject body =
                    new JsonObject().put("status", word).put("message", message).mergeIn(more);
            return new WebhookAnswer(status, body.encode());
        }
    }
}
