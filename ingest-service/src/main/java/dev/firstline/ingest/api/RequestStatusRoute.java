package dev.firstline.ingest.api;

import com.google.protobuf.util.Timestamps;
import dev.firstline.ingest.source.OpsgenieAlertsSource;
import dev.firstline.ingest.store.Replay;
import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * {@code GET /v2/alerts/requests/{requestId}}, Opsgenie's own path: tools that alert there ask it what became of a request that was
 * answered 202. Here all was done before the answer left, so the id itself leads to what is stored.
 *
 * @see <a href="https://docs.opsgenie.com/docs/alert-api#get-request-status">Get Request Status</a>
 */
@Singleton
public class RequestStatusRoute {

    private static final Logger LOG = Logger.getLogger(RequestStatusRoute.class);

    private final Sources sources;
    private final StoredEvents events;
    private final Replay replay;
    private final Reception reception;
    private final InstantSource clock;
    private final Vertx vertx;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    public RequestStatusRoute(
            Sources sources,
            StoredEvents events,
            Replay replay,
            Reception reception,
            InstantSource clock,
            Vertx vertx) {
        this.sources = sources;
        this.events = events;
        this.replay = replay;
        this.reception = reception;
        this.clock = clock;
        this.vertx = vertx;
    }

    void addRoute(@Observes Router router) {
        if (!sources.has(OpsgenieAlertsSource.TYPE)) return;
        router.get("/v2/alerts/requests/:request").order(Integer.MIN_VALUE).handler(this::ask);
    }

    private void ask(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        AcceptSpans.hideQuery(request);
        Instant began = clock.instant();
        OpsgenieAnswer wording = new OpsgenieAnswer(began, clock);
        Optional<Sources.Source> source = sources.find(OpsgenieAlertsSource.TYPE, AlertsRoute.proof(request), began);
        if (source.isEmpty()) {
            reception.refuse(request, OpsgenieAlertsSource.TYPE, Refusal.WRONG_SECRET, wording.unproven());
            return;
        }
        if (!reception.isAllowed(request, source.get())) {
            Refusal why = Refusal.ADDRESS_NOT_ALLOWED;
            reception.refuse(request, OpsgenieAlertsSource.TYPE, why, wording.refused(why, WebhookAnswer.ADDRESS));
            return;
        }
        request.resume();
        Context context = vertx.getOrCreateContext();
        String id = routing.pathParam("request");
        threads.execute(() -> {
            WebhookAnswer answer = answer(source.get(), id, wording);
            context.runOnContext(nothing -> answer.send(request.response()));
        });
    }

    private WebhookAnswer answer(Sources.Source source, String id, OpsgenieAnswer wording) {
        try {
            return status(source, id)
                    .map(data -> wording.answer(200, "data", data, id))
                    .orElseGet(() ->
                            wording.answer(404, "message", "Request not found. It might not be processed, yet.", id));
        } catch (RuntimeException failure) {
            if (!Database.isAway(failure)) LOG.error("a request's status could not be told", failure);
            return wording.refused(Refusal.FAILED, "not answered; the log says more");
        }
    }

    /** What became of a request; empty where there is none of that source. */
    private Optional<JsonObject> status(Sources.Source source, String text) {
        return switch (OpsgenieRequest.parse(text)) {
            case OpsgenieRequest.Made made -> event(source, made.event()).map(event -> done(source, event));
            case OpsgenieRequest.Kept kept ->
                replay.find(kept.deadLetter()).flatMap(letter -> ofLetter(source, letter));
            case OpsgenieRequest.Passed passed ->
                Optional.of(
                        data(source, true, "", Ids.time(passed.id()), "Taken; it makes no alert and ends none", ""));
            case OpsgenieRequest.Unknown unknown -> Optional.empty();
        };
    }

    private Optional<Event> event(Sources.Source source, String id) {
        try {
            return Optional.of(events.get(id)).filter(event -> event.getSource().equals(source.name()));
        } catch (Problem none) {
            return Optional.empty();
        }
    }

    private JsonObject done(Sources.Source source, Event event) {
        boolean closed = event.getStatus() == EventStatus.EVENT_STATUS_RESOLVED;
        return data(
                source,
                true,
                closed ? "Close" : "Create",
                Instant.ofEpochMilli(Timestamps.toMillis(event.getObservedTime())),
                closed ? "Closed alert" : "Created alert",
                event.getFingerprint());
    }

    private Optional<JsonObject> ofLetter(Sources.Source source, Replay.Letter letter) {
        return switch (letter) {
            case Replay.Letter.Unread unread
            when unread.payload().payload().source().equals(source.name()) ->
                Optional.of(data(
                        source,
                        false,
                        "",
                        unread.payload().acceptedTime(),
                        "Kept as dead letter " + unread.payload().id() + ": "
                                + unread.payload().reason(),
                        ""));
            case Replay.Letter.Replayed replayed ->
                replayed.eventIds().stream()
                        .findFirst()
                        .flatMap(first -> event(source, first))
                        .map(event -> done(source, event));
            default -> Optional.empty();
        };
    }

    private static JsonObject data(
            Sources.Source source, boolean success, String action, Instant time, String status, String alias) {
        return new JsonObject()
                .put("success", success)
                .put("isSuccess", success)
                .put("action", action)
                .put("processedAt", time.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("integrationId", source.name())
                .put("status", status)
                .put("alertId", alias)
                .put("alias", alias);
    }
}
