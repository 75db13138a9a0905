package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final int MAX_DOCUMENT = 500_000;
    private static final int MAX_ENTRIES = 200;

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

    /** The whole body, which is an object; its flaw is the first reason. */
    static Fields root(Json.Parsed.Tree tree) {
        Reasons reasons = new Reasons();
        tree.flaw().ifPresent(reasons::add);
        return new Fields(tree.root(), "", reasons);
    }

    Reasons reasons() {
        return reasons;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** The names of all keys, cleaned. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        reasons.cutEntries(path.isEmpty() ? "the body" : path, node.size(), MAX_ENTRIES);
        node.fieldNames().forEachRemaining(name -> {
            if (names.size() < MAX_ENTRIES) names.add(Text.clean(name, path, reasons));
        });
        return names;
    }

    /** A text that is a document of its own, and may be long. */
    String document(String key) {
        return text(node.path(key), at(key), MAX_DOCUMENT);
    }

    boolean isObject(String key) {
        return node.path(key).isObject();
    }

    boolean isList(String key) {
        return node.path(key).isArray();
    }

    /** The object under a key; an empty one where there is none. */
    Fields object(String key) {
        return new Fields(node.path(key), at(key), reasons);
    }

    /** A text, cleaned and bounded; empty where it is missing. */
    String text(String key) {
        return text(node.path(key), at(key), MAX_TEXT);
    }

    /** A text, or a number or boolean as text: for ids and measures, of which tools send either. */
    String word(String key) {
        return word(node.path(key), at(key), MAX_TEXT);
    }

    /** The first of several keys that holds a text, a number or a boolean. */
    String firstWord(String... keys) {
        for (String key : keys) {
            String word = word(key);
            if (!word.isBlank()) return word;
        }
        return "";
    }

    /** The words of a list, or of a text that separates them by commas. */
    List<String> words(String key) {
        JsonNode list = node.path(key);
        List<String> words = new ArrayList<>();
        if (list.isArray()) {
            reasons.cutEntries(at(key), list.size(), MAX_ENTRIES);
            for (int i = 0; i < list.size() && i < MAX_ENTRIES; i++) {
                words.add(word(list.get(i), at(key) + "[" + i + "]", MAX_ENTRY).strip());
            }
        } else {
            String[] parts = word(key).split(",");
            reasons.cutEntries(at(key), parts.length, MAX_ENTRIES);
            for (int i = 0; i < parts.length && i < MAX_ENTRIES; i++) words.add(parts[i].strip());
        }
        words.removeIf(String::isEmpty);
        return words;
    }

    /** The objects of a list, or the one that stands there without a list; what is none is told. */
    List<Fields> objects(String key) {
        reasons.cutEntries(at(key), node.path(key).isArray() ? node.path(key).size() : 0, MAX_ENTRIES);
        return objects(key, MAX_ENTRIES);
    }

    /** The same without a bound but the body's: where each is an alert of its own. */
    List<Fields> allObjects(String key) {
        return objects(key, Integer.MAX_VALUE);
    }

    private List<Fields> objects(String key, int most) {
        JsonNode list = node.path(key);
        List<Fields> objects = new ArrayList<>();
        if (!list.isArray()) {
            Fields one = object(key);
            if (list.isObject()) objects.add(one);
            return objects;
        }
        for (int i = 0; i < list.size() && i < most; i++) {
            Fields one = new Fields(list.get(i), at(key) + "[" + i + "]", reasons);
            if (list.get(i).isObject()) objects.add(one);
        }
        return objects;
    }

    /** Names and values in a list: {@code ["a", "b"]}, {@code {"key": "a", "value": "b"}}, or with {@code name} for the key. */
    Map<String, String> pairs(String key) {
        JsonNode list = node.path(key);
        if (!list.isArray()) return texts(key);
        Map<String, String> pairs = new LinkedHashMap<>();
        reasons.cutEntries(at(key), list.size(), MAX_ENTRIES);
        for (int i = 0; i < list.size() && i < MAX_ENTRIES; i++) {
            JsonNode pair = list.get(i);
            String where = at(key) + "[" + i + "]";
            JsonNode name = pair.isArray() ? pair.path(0) : pair.path(pair.has("key") ? "key" : "name");
            JsonNode value = pair.isArray() ? pair.path(1) : pair.path("value");
            if (!pair.isContainerNode()) reasons.add(where + " is " + kind(pair) + ", not a pair; it was left out");
            pairs.put(word(name, where, MAX_ENTRY), word(value, where, MAX_ENTRY));
        }
        return pairs;
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
                reasons.cutEntries(at(key), map.size(), MAX_ENTRIES);
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
            return Times.bounded(OffsetDateTime.parse(text.strip()), text);
        } catch (DateTimeParseException unreadable) {
            reasons.add(at(key) + " is no time of RFC 3339: " + text);
            return Optional.empty();
        }
    }

    /**
     * A time in whatever form tools write it, see {@link Times}; empty where it is missing, zero, or can't be read, which is told.
     */
    Optional<Instant> moment(String key) {
        JsonNode value = node.path(key);
        if (value.isNumber()) return Times.sinceEpoch(value);
        String text = text(key);
        return text.isBlank() ? Optional.empty() : Times.read(text.strip(), at(key), reasons);
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

    private String word(JsonNode value, String where, int longest) {
        boolean fine = value.isNumber() || value.isBoolean();
        return fine ? reasons.cut(where, value.asText(), longest) : text(value, where, longest);
    }

    private String text(JsonNode value, String where, int longest) {
        if (value.isMissingNode() || value.isNull()) return "";
        if (!value.isValueNode()) {
            reasons.add(where + " is " + kind(value) + ", not a text; it was left out");
            return "";
        }
        if (!value.isTextual()) reasons.add(where + " is " + kind(value) + ", not a text; its digits were used");
        return reasons.cut(where, Text.clean(value.asText(), where, reasons), longest);
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
