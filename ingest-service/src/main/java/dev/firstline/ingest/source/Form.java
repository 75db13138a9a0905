package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * A form-encoded body as an object of texts.
 *
 * @see <a href="https://url.spec.whatwg.org/#application/x-www-form-urlencoded">application/x-www-form-urlencoded</a>
 */
final class Form {

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private Form() {}

    /** Reads a payload that is a form. */
    static Reading read(Payload payload, Function<Json.Parsed.Tree, Reading> reader) {
        return Json.reading(parse(payload.body(), Json.limits()), reader);
    }

    /** Reads a body. What can't be decoded is taken as it stands, and told. */
    static Json.Parsed parse(byte[] body, ReadLimits limits) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        Optional<String> flaw = Optional.empty();
        String form = new String(body, StandardCharsets.UTF_8);
        int number = 0;
        for (int at = 0; at <= form.length(); ) {
            int next = form.indexOf('&', at);
            int end = next < 0 ? form.length() : next;
            int equals = form.indexOf('=', at, end);
            number++;
            if (equals > at) {
                Optional<String> beyond = beyond(number, equals - at, end - equals - 1, limits);
                if (beyond.isPresent()) return new Json.Parsed.BeyondLimits(beyond.get());
                if (!put(fields, form.substring(at, equals), form.substring(equals + 1, end))) {
                    flaw = Optional.of("the form has a broken escape; that field was taken as it stands");
                }
            }
            at = end + 1;
        }
        return new Json.Parsed.Tree(fields, flaw);
    }

    /** Which limit a field breaks, by its lengths as they were sent; a field is two tokens, its name and its value. */
    private static Optional<String> beyond(int number, int name, int value, ReadLimits limits) {
        String what = null;
        if (number > limits.tokens() / 2) what = "there are more than " + limits.tokens() / 2;
        else if (name > limits.name()) what = "its name has " + name + " characters, " + limits.name() + " at most";
        else if (value > limits.text()) what = "it has " + value + " characters, " + limits.text() + " at most";
        return Optional.ofNullable(what)
                .map(why -> "the form is beyond what is read here at field " + number + ": " + why);
    }

    private static boolean put(ObjectNode fields, String name, String value) {
        try {
            fields.put(decoded(name), decoded(value));
            return true;
        } catch (IllegalArgumentException broken) {
            fields.put(name, value);
            return false;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
