package dev.firstline.ingest.api;

import dev.firstline.platform.database.Ids;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Opsgenie's answers; 202: don't send it again, 4xx: that would not help, 503: send it again.
 *
 * @param began when the request came
 * @see <a href="https://docs.opsgenie.com/docs/response">Responses</a>
 */
record OpsgenieAnswer(Instant began, InstantSource clock) implements Reception.Wording {

    /** The scheme of its keys. */
    static final String SCHEME = "GenieKey";

    @Override
    public WebhookAnswer of(Reception.Opened opened, Intake.Answer answer) {
        String id = OpsgenieRequest.id(answer, Ids.next(clock.instant()));
        return switch (answer) {
            case Intake.Answer.Accepted accepted -> answer(202, "result", "Request will be processed", id);
            case Intake.Answer.Kept kept when kept.malformed() -> answer(400, "message", kept.reason(), id);
            case Intake.Answer.Kept kept ->
                answer(202, "result", "Kept as dead letter " + kept.deadLetter() + ": " + kept.reason(), id);
            case Intake.Answer.Refused refused ->
                answer(503, "message", "not accepted: " + refused.reason().name(), id);
        };
    }

    @Override
    public WebhookAnswer unproven() {
        return answer(401, "Could not authenticate").asking(SCHEME);
    }

    @Override
    public WebhookAnswer refused(Refusal why, String message) {
        return answer(why.status(), message);
    }

    private WebhookAnswer answer(int status, String message) {
        return answer(status, "message", message, Ids.next(clock.instant()).toString());
    }

    /**
     * An answer; the time that it took is told in seconds.
     *
     * @param key what the content is called
     * @param content a text, or an object
     */
    WebhookAnswer answer(int status, String key, Object content, String requestId) {
        JsonObject body = new JsonObject()
                .put(key, content)
                .put("took", Duration.between(began, clock.instant()).toMillis() / 1000.0)
                .put("requestId", requestId);
        return new WebhookAnswer(status, body.encode());
    }
}
