package dev.firstline.ingest.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
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

/** Reads JSON from strangers: bounded in depth, length of names, numbers and texts. */
final class Json {

    /** No monitoring tool nests deeper; a stack would overflow far above. */
    static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_NAME_LENGTH = 2_000;

    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

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

        /** JSON beyond what is read here. */
        record BeyondLimits(String reason) implements Parsed {}
    }

    /** Reads a payload that has to be JSON; what is none is malformed. */
    static Reading read(Payload payload, Function<Parsed.Tree, Reading> reader) {
        return switch (parse(payload.body())) {
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
        try {
            JsonNode root = READER.readTree(body);
            if (root == null || root.isMissingNode()) return new Parsed.NotJson("the body is empty");
            return new Parsed.Tree(root, flaw);
        } catch (StreamConstraintsException beyond) {
            return new Parsed.BeyondLimits("the JSON is beyond what is read here: " + beyond.getOriginalMessage());
        } catch (JsonProcessingException broken) {
            return new Parsed.NotJson("the body is no JSON" + place(broken) + ": " + broken.getOriginalMessage());
        } catch (IOException impossible) {
            return new Parsed.NotJson("the body can't be read: " + impossible.getMessage());
        }
    }

    private static String place(JsonProcessingException broken) {
        JsonLocation location = broken.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
