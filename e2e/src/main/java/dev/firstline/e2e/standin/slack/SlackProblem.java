package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.RateWindow;
import dev.firstline.e2e.standin.Reply;
import java.time.Duration;
import java.util.List;

/** An answer of Slack's that says no; thrown by whoever finds out. */
final class SlackProblem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Reply reply;

    private SlackProblem(String error, Reply reply) {
        super(error, null, false, false);
        this.reply = reply;
    }

    /** Status 200 and {@code ok: false}: with Slack, the body decides. */
    static SlackProblem of(String error) {
        return new SlackProblem(error, Reply.json(200, body(error)));
    }

    static SlackProblem invalidArguments(String message) {
        return told("invalid_arguments", message);
    }

    /** An error with the sentences that Slack puts beside some of them. */
    static SlackProblem told(String error, String message) {
        ObjectNode body = body(error);
        body.putObject("response_metadata").set("messages", Json.texts(List.of("[ERROR] " + message)));
        return new SlackProblem(error, Reply.json(200, body));
    }

    static SlackProblem missingScope(String needed, String provided) {
        ObjectNode body = body("missing_scope").put("needed", needed).put("provided", provided);
        return new SlackProblem("missing_scope", Reply.json(200, body));
    }

    static SlackProblem rateLimited(Duration wait) {
        return new SlackProblem("ratelimited", rateLimit(RateWindow.seconds(wait)));
    }

    static Reply rateLimit(int seconds) {
        return Reply.json(429, body("ratelimited")).with("Retry-After", Integer.toString(seconds));
    }

    Reply reply() {
        return reply;
    }

    private static ObjectNode body(String error) {
        return Json.object().put("ok", false).put("error", error);
    }
}
