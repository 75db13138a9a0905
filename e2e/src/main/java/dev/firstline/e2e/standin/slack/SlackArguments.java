package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.Request;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A method's arguments, from the query, a form or a JSON body.
 *
 * @param fields by name
 * @param warnings what Slack complains of and lets pass
 */
record SlackArguments(ObjectNode fields, Optional<String> warnings) {
    private static final Pattern TS = Pattern.compile("\\d{1,10}(\\.\\d{1,6})?");

    /**
     * Reads them.
     *
     * @param readsJson whether the method does: the reading ones ignore a JSON body
     */
    static SlackArguments of(Request request, boolean readsJson) {
        ObjectNode fields = Json.object();
        request.form().forEach(fields::put);
        if (!request.mediaType().equals("application/json") || !readsJson) {
            return new SlackArguments(fields, Optional.empty());
        }
        JsonNode body = Json.parse(request.body()).orElseThrow(() -> SlackProblem.of("invalid_json"));
        if (!(body instanceof ObjectNode object)) throw SlackProblem.of("json_not_object");
        fields.setAll(object);
        boolean charset = request.header("Content-Type").orElse("").contains("charset");
        return new SlackArguments(fields, charset ? Optional.empty() : Optional.of("missing_charset"));
    }

    /** A text, a number or a truth as text; empty where it is missing or blank. */
    Optional<String> text(String name) {
        JsonNode value = fields.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    String required(String name) {
        return text(name).orElseThrow(() -> SlackProblem.invalidArguments("missing required field: " + name));
    }

    boolean flag(String name) {
        return text(name)
                .filter(value -> value.equals("1") || value.equalsIgnoreCase("true"))
                .isPresent();
    }

    /** A point in time as Slack writes it. */
    Optional<BigDecimal> time(String name, String error) {
        return text(name).map(value -> {
            if (!TS.matcher(value).matches()) throw SlackProblem.of(error);
            return new BigDecimal(value);
        });
    }

    int limit(int otherwise, int most) {
        String value = text("limit").orElse(Integer.toString(otherwise));
        int limit = value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > most) throw SlackProblem.of("invalid_limit");
        return limit;
    }

    /** A structure, or the text of one, as forms carry it; empty where it is missing. */
    Optional<JsonNode> structure(String name, String error) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        if (!value.isTextual()) return Optional.of(value);
        if (value.textValue().isBlank()) return Optional.empty();
        return Optional.of(Json.parse(value.textValue()).orElseThrow(() -> SlackProblem.of(error)));
    }
}
