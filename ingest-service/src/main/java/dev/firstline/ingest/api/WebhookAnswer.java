package dev.firstline.ingest.api;

import dev.firstline.ingest.source.verification.Verification;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * What a sender gets to hear. 2xx: committed, don't send it again. 4xx: sending it again doesn't help. 503: send it again.
 *
 * @param status the HTTP status
 * @param body for the person who looks at it, or the program that reads it
 * @param contentType what the body is
 * @param challenge what a sender that isn't known is asked for; empty with any status but 401
 */
record WebhookAnswer(int status, Buffer body, String contentType, String challenge) {

    /** What who isn't allowed is told. */
    static final String ADDRESS = "this source takes nothing from the address that this comes from";

    private static final String RETRY_AFTER_SECONDS = "2";
    private static final String JSON = "application/json";

    /** One in JSON. */
    WebhookAnswer(int status, String json) {
        this(status, Buffer.buffer(json), JSON, "");
    }

    /** The same, asking the sender for proof. */
    WebhookAnswer asking(String challenge) {
        return new WebhookAnswer(status, body, contentType, challenge);
    }

    static WebhookAnswer of(Intake.Answer answer) {
        return switch (answer) {
            case Intake.Answer.Accepted accepted -> accepted(accepted);
            case Intake.Answer.Kept kept -> kept(kept);
            case Intake.Answer.Refused refused ->
                error(503, refused.reason().name(), "not accepted; send it again after the given seconds");
        };
    }

    /** Written by hand: it is the answer of the hot path, and holds nothing that would have to be escaped. */
    private static WebhookAnswer accepted(Intake.Answer.Accepted accepted) {
        if (accepted.events() == 0) return new WebhookAnswer(202, "{\"accepted\":0}");
        var first = accepted.stored().runs().getFirst();
        return new WebhookAnswer(
                202,
                "{\"accepted\":" + accepted.events() + ",\"first_event_id\":\"" + first.batch() + "/" + first.first()
                        + "\"}");
    }

    private static WebhookAnswer kept(Intake.Answer.Kept kept) {
        JsonObject body = new JsonObject()
                .put("accepted", 0)
                .put("dead_letter_id", kept.deadLetter().toString())
                .put("reason", kept.reason());
        return new WebhookAnswer(kept.malformed() ? 400 : 202, body.encode());
    }

    static WebhookAnswer unknownSource(String name) {
        return refused(Refusal.UNKNOWN_SOURCE, "no source '" + name + "' is configured");
    }

    /** Never tells which part was wrong: that would help who guesses. */
    static WebhookAnswer unproven(Verification verification) {
        return refused(Refusal.WRONG_SECRET, "the request doesn't prove that it comes from this source")
                .asking(verification.challenge());
    }

    /** What a body that is longer is told. */
    static String tooLarge(long limit) {
        return "a body has " + limit + " bytes at most, inflated ones too";
    }

    static WebhookAnswer refused(Refusal why, String message) {
        return error(why.status(), why.name(), message);
    }

    private static WebhookAnswer error(int status, String reason, String message) {
        return new WebhookAnswer(
                status,
                new JsonObject().put("error", reason).put("message", message).encode());
    }

    /** Sends it, unless the sender has gone. */
    void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) return;
        response.setStatusCode(status).putHeader("content-type", contentType);
        if (status == 503) response.putHeader("retry-after", RETRY_AFTER_SECONDS);
        if (status == Refusal.UNKNOWN_ENCODING.status()) response.putHeader("accept-encoding", ContentCoding.READ);
        if (!challenge.isEmpty()) response.putHeader("www-authenticate", challenge);
        response.end(body);
    }
}
