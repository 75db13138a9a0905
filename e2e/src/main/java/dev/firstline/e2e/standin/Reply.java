package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param headers all but the length
 * @param body JSON, or a text node for plain text
 */
public record Reply(int status, Map<String, String> headers, JsonNode body) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** JSON of a media type. */
    public static Reply json(int status, String mediaType, JsonNode body) {
        return new Reply(status, Map.of("Content-Type", mediaType), body);
    }

    /** JSON of the common kind. */
    public static Reply json(int status, JsonNode body) {
        return json(status, "application/json; charset=utf-8", body);
    }

    /** Plain text. */
    public static Reply text(int status, String text) {
        return new Reply(status, Map.of("Content-Type", "text/plain; charset=utf-8"), TextNode.valueOf(text));
    }

    /** The same with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    /** The bytes' text. */
    String content() {
        return body instanceof TextNode text ? text.textValue() : Json.line(body);
    }
}
