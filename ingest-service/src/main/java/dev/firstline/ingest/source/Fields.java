package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One JSON object, read with patience: what is missing is empty, what is of another type is used as far as it goes, and the
 * reasons say so.
 */
final class Fields {

    private static final int MAX_TEXT = 20_000;
    private static final int MAX_ENTRY = 4_000;
    private static final int MAX_ENTRIES = 200;
    private static final int YEAR_OF_NO_TIME = 1;

    private final JsonNode node;
    private final String path;
    private final Reasons reasons;

    /**
     * @param node the object; anything else reads as an empty one, and is told
     * @param path where it stands in the payload, for the reasons; empty for the root
     */
    Fields(JsonNode node, String path, Reasons reasons) {
        this.node = node;
        this.path = path;
        this.reasons = reasons;
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            reasons.add(path + " is " + kind(node) + ", not an object; it was left out");
        }
    }

    Reasons reasons() {
        return reasons;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** The object under a key; an empty one where there is none. */
    Fields object(String key) {
        return new Fields(node.path(key), at(key), reasons);
    }

    /** A text, cleaned and bounded; empty where it is missing. */
    String text(String key) {
        return text(node.path(key), at(key), MAX_TEXT);
    }

    /** The first of several keys that holds a text. */
    String firstText(String... keys) {
        for (String key : keys) {
            String text = text(key);
            if (!text.isBlank()) return text;
        }
        return "";
    }

    /** Names and their values; a value that is no text is used as text, one that is an object or a list is left out. */
    Map<String, String> texts(String key) {
        JsonNode map = node.path(key);
        Map<String, String> texts = LinkedHashMap.newLinkedHashMap(map.size());
        if (!map.isObject()) {
            new Fields(map, at(key), reasons);
            return texts;
        }
        for (var entry : map.properties()) {
            if (texts.size() == MAX_ENTRIES) {
                reasons.add(at(key) + " has " + map.size() + " entries; the first " + MAX_ENTRIES + " were used");
                break;
            }
            String name = Text.clean(entry.getKey(), at(key), reasons);
            String value =
                    text(entry.getValue(), entry.getValue().isTextual() ? at(key) : at(key) + "." + name, MAX_ENTRY);
            if (Text.isUnexpanded(value)) reasons.add(at(key) + "." + name + " holds a variable that was not replaced");
            texts.put(name, value);
        }
        return texts;
    }

    /**
     * A time of RFC 3339; empty where it is missing, or the zero time of Go ({@code 0001-01-01T00:00:00Z}), which means the same.
     */
    Optional<Instant> time(String key) {
        String text = text(key);
        if (text.isBlank()) return Optional.empty();
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.strip());
            return time.getYear() <= YEAR_OF_NO_TIME ? Optional.empty() : Optional.of(bounded(time));
        } catch (DateTimeParseException unreadable) {
            reasons.add(at(key) + " is no time of RFC 3339: " + text);
            return Optional.empty();
        }
    }

    private static Instant bounded(OffsetDateTime time) {
        if (time.getYear() > 9999) throw new DateTimeParseException("beyond the year 9999", time.toString(), 0);
        return time.toInstant();
    }

    /** A whole number, also where it stands in quotes; empty where there is none. */
    OptionalLong number(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) return OptionalLong.empty();
        if (value.canConvertToLong() && value.isIntegralNumber()) return OptionalLong.of(value.longValue());
        try {
            return OptionalLong.of(Long.parseLong(text(key).strip()));
        } catch (NumberFormatException none) {
            reasons.add(at(key) + " is no whole number; it was left out");
            return OptionalLong.empty();
        }
    }

    private String text(JsonNode value, String where, int longest) {
        if (value.isMissingNode() || value.isNull()) return "";
        if (!value.isValueNode()) {
            reasons.add(where + " is " + kind(value) + ", not a text; it was left out");
            return "";
        }
        if (!value.isTextual()) reasons.add(where + " is " + kind(value) + ", not a text; its digits were used");
        String text = Text.clean(value.asText(), where, reasons);
        if (text.length() <= longest) return text;
        reasons.add(where + " has " + text.length() + " characters; the first " + longest + " were used");
        return Text.cut(text, longest);
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case STRING, BINARY -> "a text";
            case NULL, MISSING -> "missing";
        };
    }
}
