package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.ingest.domain.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;

/**
 * A CloudEvent in binary mode: its attributes are headers, the body is its data.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode">
 *     Binary content mode</a>
 */
final class CloudEventHeaders {

    /** What the name of an attribute's header begins with. */
    static final String PREFIX = "ce-";

    /** Its data is the body, never a header. */
    private static final Set<String> NO_ATTRIBUTES = Set.of("data", "data_base64");

    private CloudEventHeaders() {}

    /** Whether an event comes in binary mode: a media type of CloudEvents would mean another mode, whatever the headers say. */
    static boolean isBinary(Payload payload) {
        return payload.headers().containsKey(PREFIX + "specversion")
                && !payload.mediaType().startsWith("application/cloudevents");
    }

    /** Whether the body says that it is JSON, or says nothing. */
    static boolean holdsJson(Payload payload) {
        String mediaType = payload.mediaType();
        return mediaType.isEmpty() || mediaType.equals("text/json") || mediaType.matches("application/(.+\\+)?json");
    }

    /** The attributes as an object of texts, as they would stand in JSON. */
    static ObjectNode attributes(Payload payload, Reasons reasons) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(payload.headers()).forEach((header, value) -> {
            String name = header.startsWith(PREFIX) ? header.substring(PREFIX.length()) : "";
            if (name.isEmpty() || NO_ATTRIBUTES.contains(name)) return;
            attributes.put(name, decoded(unquoted(value.strip()), name, reasons));
        });
        return attributes;
    }

    /**
     * A quoted string without its quotes and escapes, which senders of earlier versions wrote.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-quoted-strings">RFC 9110, quoted strings</a>
     */
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    /** Beyond printable ASCII, values are UTF-8 with percent signs; a plus stays one, other than in forms. */
    private static String decoded(String value, String name, Reasons reasons) {
        if (value.indexOf('%') < 0) return value;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escape = c == '%'
                    && i + 2 < value.length()
                    && HexFormat.isHexDigit(value.charAt(i + 1))
                    && HexFormat.isHexDigit(value.charAt(i + 2));
            if (escape) {
                bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else {
                if (c == '%') reasons.add(name + " has a percent sign that escapes nothing; it was taken as it stands");
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
