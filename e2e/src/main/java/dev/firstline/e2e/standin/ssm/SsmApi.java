package dev.firstline.e2e.standin.ssm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Act;
import dev.firstline.e2e.standin.Effects;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.Reply;
import dev.firstline.e2e.standin.Request;
import dev.firstline.e2e.standin.Vendor;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * AWS JSON 1.1: everything is a {@code POST /}, and a header names the operation.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">Smithy: AWS JSON 1.1</a>
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html">SSM: common errors</a>
 */
final class SsmApi implements Vendor {
    static final String MEDIA_TYPE = "application/x-amz-json-1.1";
    private static final String PREFIX = "AmazonSSM.";
    private final AutomationStore store;
    private final AutomationList list;

    SsmApi(AutomationStore store) {
        this.store = store;
        this.list = new AutomationList(store);
    }

    @Override
    public String kind(Request request) {
        String target = request.header("X-Amz-Target").orElse("");
        return target.startsWith(PREFIX) ? target.substring(PREFIX.length()) : request.method() + " " + request.path();
    }

    @Override
    public Reply answer(Request request, Effects effects) {
        try {
            signed(request);
            ObjectNode body = Json.parseObject(request.body())
                    .orElseThrow(() -> SsmProblem.of(
                            "SerializationException", "Start of structure or map found where not expected."));
            return stamped(Reply.json(200, MEDIA_TYPE, call(kind(request), body, effects)));
        } catch (SsmProblem problem) {
            return stamped(problem.reply());
        }
    }

    private ObjectNode call(String operation, ObjectNode body, Effects effects) {
        return switch (operation) {
            case "StartAutomationExecution" ->
                Json.object().put("AutomationExecutionId", store.start(AutomationStart.of(body), effects));
            case "GetAutomationExecution" ->
                Json.object()
                        .set(
                                "AutomationExecution",
                                store.poll(body.path("AutomationExecutionId").asText()));
            case "DescribeAutomationExecutions" -> list.answer(body);
            default -> throw SsmProblem.of("UnknownOperationException", "");
        };
    }

    /** The signature itself isn't computed: there is no secret to keep here. Its form is: a client that doesn't sign is found out. */
    private static void signed(Request request) {
        Optional<String> authorization = request.header("Authorization");
        if (authorization.isEmpty()) {
            throw SsmProblem.of("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (!authorization.get().startsWith("AWS4-HMAC-SHA256 Credential=")
                || !authorization.get().contains("/ssm/aws4_request")) {
            throw SsmProblem.of(
                    "InvalidSignatureException", "Credential should be scoped to a valid region and service 'ssm'.");
        }
    }

    private static Reply stamped(Reply reply) {
        return reply.with("x-amzn-RequestId", UUID.randomUUID().toString());
    }

    @Override
    public Reply refusal(Act.Refusal refusal) {
        SsmProblem problem =
                switch (refusal) {
                    case Act.RateLimit limit -> SsmProblem.throttled();
                    case Act.Fail fail -> SsmProblem.server(fail.status());
                    case Act.Refuse refuse -> SsmProblem.of(refuse.error(), "Refused by the stand-in.");
                };
        return stamped(problem.reply());
    }

    @Override
    public ObjectNode state() {
        return store.toJson();
    }

    /**
     * {@code {"document": {"name", "outcome": "SUCCEEDS", "pending_polls": 1, "running_polls": 1}}} defines a document, with
     * {@code "pending_ms"} and {@code "running_ms"} one that goes by the clock; {@code {"most_running": 1}} sets the limit.
     */
    @Override
    public void configure(ObjectNode setting) {
        if (setting.has("most_running")) {
            store.mostRunning(setting.path("most_running").asInt());
        } else if (setting.get("document") instanceof ObjectNode document) {
            store.define(document(document));
        } else {
            throw new IllegalArgumentException("document or most_running is needed");
        }
    }

    private static AutomationDocument document(ObjectNode json) {
        String name = Json.text(json, "name").orElseThrow(() -> new IllegalArgumentException("name is missing"));
        String outcome = json.path("outcome").asText("SUCCEEDS").toUpperCase(Locale.ROOT);
        AutomationDocument document = AutomationDocument.named(name, AutomationDocument.Outcome.valueOf(outcome));
        for (var parameter : json.path("parameters").properties()) {
            document =
                    document.parameter(parameter.getKey(), parameter.getValue().asBoolean());
        }
        if (json.has("running_ms")) {
            return document.pace(new AutomationDocument.Taking(
                    Duration.ofMillis(json.path("pending_ms").asLong()),
                    Duration.ofMillis(json.path("running_ms").asLong())));
        }
        return document.pace(new AutomationDocument.Polls(
                json.path("pending_polls").asInt(1), json.path("running_polls").asInt(1)));
    }
}
