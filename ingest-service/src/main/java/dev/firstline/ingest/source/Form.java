package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A form-encoded body as an object of texts.
 *
 * @see <a href="https://url.spec.whatwg.org/#application/x-www-form-urlencoded">application/x-www-form-urlencoded</a>
 */
final class Form {

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private static final int MAX_FIELDS = 500;

    private Form() {}

    /** Reads a body. What can't be decoded is taken as it stands, and told. */
    static Json.Parsed.Tree parse(byte[] body) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        Optional<String> flaw = Optional.empty();
        for (String field : new String(body, StandardCharsets.UTF_8).split("&", MAX_FIELDS)) {
            int equals = field.indexOf('=');
            if (equals <= 0) continue;
            String name = field.substring(0, equals);
            String value = field.substring(equals + 1);
            try {
                fields.put(decoded(name), decoded(value));
            } catch (IllegalArgumentException broken) {
                fields.put(name, value);
                flaw = Optional.of("the form has a broken escape; that field was taken as it stands");
            }
        }
        return new Json.Parsed.Tree(fields, flaw);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
