package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came over the wire.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param query as it came, empty where there is none
 * @param headers by name, whatever its case
 * @param body as text
 */
public record Request(String method, String path, String query, Map<String, String> headers, String body) {
    public Request {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The media type without its parameters, in small letters; empty where there is none. */
    public String mediaType() {
        return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The bearer token; empty where there is none. */
    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .filter(token -> !token.isEmpty());
    }

    /** The query's parameters and, where the body is a form, the body's; of two with one name the later one. */
    public Map<String, String> form() {
        Map<String, String> fields = new LinkedHashMap<>(decoded(query));
        if (mediaType().equals("application/x-www-form-urlencoded")) fields.putAll(decoded(body));
        return fields;
    }

    /** What a journal shows of it: the object in the body, or the form, or the text. */
    public JsonNode content() {
        Optional<ObjectNode> object = Json.parseObject(body);
        if (object.isPresent()) return object.get();
        Map<String, String> form = form();
        form.remove("token");
        return form.isEmpty() ? TextNode.valueOf(body) : Json.tree(form);
    }

    private static Map<String, String> decoded(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.isBlank() ? List.<String>of() : List.of(encoded.split("&"))) {
            String[] parts = pair.split("=", 2);
            fields.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
