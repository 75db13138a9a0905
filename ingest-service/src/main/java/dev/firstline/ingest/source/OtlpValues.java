package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OTLP's values, each in an object whose one key tells its type, as plain ones.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.7.0/opentelemetry/proto/common/v1/common.proto">AnyValue</a>
 */
final class OtlpValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The types of single values; whole numbers stand in quotes, bytes in base 64. */
    private static final List<String> SINGLE =
            List.of("stringValue", "boolValue", "intValue", "doubleValue", "bytesValue");

    private static final int MAX_ATTRIBUTES = 200;
    private static final int MAX_TEXT = 20_000;

    private OtlpValues() {}

    /** The texts of attributes; a list or an object as JSON. What can't be read is told. */
    static Map<String, String> attributes(JsonNode attributes, String path, Reasons reasons) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (attributes.isMissingNode() || attributes.isNull()) return texts;
        if (!attributes.isArray()) {
            reasons.add(path + " is " + Fields.kind(attributes) + ", not a list; it was left out");
            return texts;
        }
        for (int i = 0; i < attributes.size(); i++) {
            if (texts.size() == MAX_ATTRIBUTES) {
                reasons.add(
                        path + " has " + attributes.size() + " entries; the first " + MAX_ATTRIBUTES + " were used");
                break;
            }
            JsonNode key = attributes.get(i).path("key");
            if (key.isTextual()) {
                texts.put(Text.clean(key.textValue(), path, reasons), text(attributes.get(i), "value", path, reasons));
            } else {
                reasons.add(path + "[" + i + "] has no key; it was left out");
            }
        }
        return texts;
    }

    /** The text of the value under a key. */
    static String text(JsonNode holder, String key, String path, Reasons reasons) {
        JsonNode plain = plain(holder.path(key));
        String text = plain.isValueNode() ? plain.asText() : plain.isMissingNode() ? "" : plain.toString();
        return reasons.cut(path, Text.clean(text, path, reasons), MAX_TEXT);
    }

    /** A value without its types; one without a type, which OTLP doesn't allow, stands for itself. */
    static JsonNode plain(JsonNode value) {
        if (!value.isObject()) return value.isNull() ? NODES.missingNode() : value;
        for (String type : SINGLE) {
            JsonNode single = value.path(type);
            if (single.isValueNode() && !single.isNull()) return single;
        }
        if (value.path("arrayValue").isObject())
            return list(value.path("arrayValue").path("values"));
        if (value.path("kvlistValue").isObject())
            return object(value.path("kvlistValue").path("values"));
        return NODES.missingNode();
    }

    private static ArrayNode list(JsonNode values) {
        ArrayNode list = NODES.arrayNode();
        for (JsonNode value : values) list.add(plain(value));
        return list;
    }

    private static ObjectNode object(JsonNode pairs) {
        ObjectNode object = NODES.objectNode();
        for (JsonNode pair : pairs) object.set(pair.path("key").asText(), plain(pair.path("value")));
        return object;
    }
}
