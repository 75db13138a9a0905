package dev.firstline.e2e.standin.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code StartAutomationExecution} is asked for, once it has the right form.
 *
 * @param clientToken in small letters, since tokens are compared without regard to case
 * @param documentName which document
 * @param input all that was stated but the token: what a repeat has to state again
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html">SSM:
 *     StartAutomationExecution</a>
 */
record AutomationStart(Optional<String> clientToken, String documentName, ObjectNode input) {
    private static final Pattern TOKEN =
            Pattern.compile("[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}");
    private static final Pattern DOCUMENT = Pattern.compile("[a-zA-Z0-9_\\-.:/]{3,128}");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
    private static final int MOST_TAGS = 5;

    static AutomationStart of(ObjectNode body) {
        String document = body.path("DocumentName").asText();
        if (!DOCUMENT.matcher(document).matches()) {
            throw SsmProblem.invalid("documentName", document, "satisfy regular expression pattern: " + DOCUMENT);
        }
        Optional<String> token = Json.text(body, "ClientToken");
        if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
            throw SsmProblem.invalid("clientToken", token.get(), "satisfy regular expression pattern: " + TOKEN);
        }
        tags(body.path("Tags"));
        ObjectNode input = body.deepCopy();
        input.remove("ClientToken");
        return new AutomationStart(token.map(text -> text.toLowerCase(Locale.ROOT)), document, input);
    }

    private static void tags(JsonNode tags) {
        if (tags.size() > MOST_TAGS) {
            throw SsmProblem.of("ValidationException", "You can specify a maximum of five tags for an automation.");
        }
        for (JsonNode tag : tags) {
            String key = tag.path("Key").asText();
            if (key.isEmpty() || key.length() > 128 || !TAG.matcher(key).matches()) {
                throw SsmProblem.invalid("tags.1.member.key", key, "satisfy regular expression pattern: " + TAG);
            }
            if (!tag.path("Value").isTextual() || tag.path("Value").asText().length() > 256) {
                throw SsmProblem.invalid("tags.1.member.value", key, "have length less than or equal to 256");
            }
        }
    }

    /** Refuses parameters that the document doesn't have, and the lack of those that it needs. */
    void check(AutomationDocument document) {
        JsonNode stated = input.path("Parameters");
        for (Iterator<String> names = stated.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!document.parameters().containsKey(name))
                throw wrong("Parameter " + name + " is not defined in document");
            if (!stated.path(name).isArray()) throw wrong("Parameter " + name + " is not a list of strings");
        }
        String target = input.path("TargetParameterName").asText();
        if (!target.isEmpty() && !document.parameters().containsKey(target)) {
            throw wrong("Target parameter " + target + " is not defined in document");
        }
        document.parameters().forEach((name, required) -> {
            if (required && !stated.has(name) && !name.equals(target))
                throw wrong("Missing required parameter: " + name);
        });
    }

    private static SsmProblem wrong(String message) {
        return SsmProblem.of("InvalidAutomationExecutionParametersException", message);
    }
}
