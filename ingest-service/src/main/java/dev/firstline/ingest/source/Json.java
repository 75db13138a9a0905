package dev.firstline.ingest.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads JSON from strangers: bounded in depth, number of tokens, length of names, numbers and texts. */
final class Json {

    /** Beyond it a number is no measure, and costs more than it says. */
    private static final int MAX_NUMBER_LENGTH = 100;

    /** Jackson tells which of its own methods set a limit; nobody here can call it. */
    private static final Pattern JACKSONS_METHOD = Pattern.compile(", from `[^`]*`");

    private static volatile Bounded bounded = new Bounded(ReadLimits.DEFAULT);

    private Json() {}

    /** A reader and the limits that it keeps. */
    private record Bounded(ReadLimits limits, ObjectReader reader) {

        Bounded(ReadLimits limits) {
            this(limits, reader(limits));
        }

        private static ObjectReader reader(ReadLimits limits) {
            StreamReadConstraints constraints = StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxTokenCount(limits.tokens())
                    .maxStringLength(limits.text())
                    .maxNameLength(limits.name())
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build();
            JsonFactory factory = JsonFactory.builder()
                    .streamReadConstraints(constraints)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();
            return new ObjectMapper(factory)
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        }
    }

    /** Reads within these limits from now on. */
    static void limit(ReadLimits limits) {
        bounded = new Bounded(limits);
    }

    /** The limits in force. */
    static ReadLimits limits() {
        return bounded.limits();
    }

    /** What a body turned out to be. */
    sealed interface Parsed {

        /**
         * JSON.
         *
         * @param root its root
         * @param flaw what had to be mended before it could be read
         */
        record Tree(JsonNode root, Optional<String> flaw) implements Parsed {}

        /** No JSON. */
        record NotJson(String reason) implements Parsed {}

        /** More of it than is read here. */
        record BeyondLimits(String reason) implements Parsed {}
    }

    /** Reads a payload that has to be JSON; what is none is malformed. */
    static Reading read(Payload payload, Function<Parsed.Tree, Reading> reader) {
        return reading(parse(payload.body()), reader);
    }

    /** What a reader makes of what was parsed, if it was. */
    static Reading reading(Parsed parsed, Function<Parsed.Tree, Reading> reader) {
        return switch (parsed) {
            case Parsed.NotJson broken -> new Reading.Malformed(broken.reason());
            case Parsed.BeyondLimits beyond -> new Reading.Unreadable(beyond.reason());
            case Parsed.Tree tree -> reader.apply(tree);
        };
    }

    /** Reads a payload that has to be a JSON object. */
    static Reading readObject(Payload payload, Function<Parsed.Tree, Reading> reader) {
        return read(
                payload,
                tree -> tree.root().isObject()
                        ? reader.apply(tree)
                        : new Reading.Unreadable("the body is " + Fields.kind(tree.root()) + ", not an object"));
    }

    /** Parses a body; bytes that are no UTF-8 are replaced where the rest can be read. */
    static Parsed parse(byte[] body) {
        Parsed parsed = parseAs(body, Optional.empty());
        if (!(parsed instanceof Parsed.NotJson)) return parsed;
        byte[] mended = new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        return parseAs(mended, Optional.of("the body is not valid UTF-8; what isn't was replaced"))
                        instanceof Parsed.Tree tree
                ? tree
                : parsed;
    }

    private static Parsed parseAs(byte[] body, Optional<String> flaw) {
        ObjectReader reader = bounded.reader();
        try (JsonParser parser = reader.createParser(body)) {
            return parsed(reader, parser, flaw);
        } catch (JsonProcessingException broken) {
            return new Parsed.NotJson(
                    "the body is no JSON" + place(broken.getLocation()) + ": " + broken.getOriginalMessage());
        } catch (IOException impossible) {
            return new Parsed.NotJson("the body can't be read: " + impossible.getMessage());
        }
    }

    private static Parsed parsed(ObjectReader reader, JsonParser parser, Optional<String> flaw) throws IOException {
        try {
            JsonNode root = reader.readTree(parser);
            if (root == null || root.isMissingNode()) return new Parsed.NotJson("the body is empty");
            return new Parsed.Tree(root, flaw);
        } catch (StreamConstraintsException beyond) {
            String what = JACKSONS_METHOD.matcher(beyond.getOriginalMessage()).replaceAll("");
            return new Parsed.BeyondLimits(
                    "the JSON is beyond what is read here" + place(parser.currentLocation()) + ": " + what);
        }
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
