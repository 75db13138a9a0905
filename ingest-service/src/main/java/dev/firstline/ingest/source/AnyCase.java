package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Keys as people write them into templates: {@code ALERT_ID}, {@code alert_id}, {@code alertId} and {@code alert-id} are one. */
final class AnyCase {

    private AnyCase() {}

    /** The object with its keys in lower case and without marks; of two that become one the first that says something stays. */
    static ObjectNode of(JsonNode object) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> {
            String key = plain(entry.getKey());
            if (!plain.hasNonNull(key)) plain.set(key, entry.getValue());
        });
        return plain;
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT)
                .replace("_", "")
                .replace("-", "")
                .replace(" ", "")
                .replace("$", "");
    }
}
