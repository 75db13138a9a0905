package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * OTLP's logs in protobuf, read into the tree that they are in JSON, so that both are read by the same code. Not by the classes that are
 * generated from the published files: those refuse a whole request for one text that is no UTF-8, and every agent of a fleet would repeat
 * it for ever.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.7.0/opentelemetry/proto/logs/v1/logs.proto">logs.proto</a>
 */
final class OtlpProtobuf {

    static final String MEDIA_TYPE = "application/x-protobuf";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private enum Kind {
        TEXT(WireFormat.WIRETYPE_LENGTH_DELIMITED),
        BYTES(WireFormat.WIRETYPE_LENGTH_DELIMITED),
        ID(WireFormat.WIRETYPE_LENGTH_DELIMITED),
        MESSAGE(WireFormat.WIRETYPE_LENGTH_DELIMITED),
        LIST(WireFormat.WIRETYPE_LENGTH_DELIMITED),
        BOOLEAN(WireFormat.WIRETYPE_VARINT),
        NUMBER(WireFormat.WIRETYPE_VARINT),
        NANOSECONDS(WireFormat.WIRETYPE_FIXED64),
        DOUBLE(WireFormat.WIRETYPE_FIXED64);

        private final int wireType;

        Kind(int wireType) {
            this.wireType = wireType;
        }
    }

    /** A field; of a message, or a list of them, which one. */
    private record Field(int number, String name, Kind kind, String message) {

        Field(int number, String name, Kind kind) {
            this(number, name, kind, "");
        }
    }

    private static final Map<String, Map<Integer, Field>> MESSAGES = Map.of(
            "request", message(new Field(1, "resourceLogs", Kind.LIST, "resourceLogs")),
            "resourceLogs",
                    message(
                            new Field(1, "resource", Kind.MESSAGE, "resource"),
                            new Field(2, "scopeLogs", Kind.LIST, "scopeLogs")),
            "resource", message(new Field(1, "attributes", Kind.LIST, "pair")),
            "scopeLogs",
                    message(
                            new Field(1, "scope", Kind.MESSAGE, "scope"),
                            new Field(2, "logRecords", Kind.LIST, "logRecord")),
            "scope", message(new Field(1, "name", Kind.TEXT), new Field(2, "version", Kind.TEXT)),
            "logRecord",
                    message(
                            new Field(1, "timeUnixNano", Kind.NANOSECONDS),
                            new Field(2, "severityNumber", Kind.NUMBER),
                            new Field(3, "severityText", Kind.TEXT),
                            new Field(5, "body", Kind.MESSAGE, "value"),
                            new Field(6, "attributes", Kind.LIST, "pair"),
                            new Field(9, "traceId", Kind.ID),
                            new Field(10, "spanId", Kind.ID),
                            new Field(11, "observedTimeUnixNano", Kind.NANOSECONDS),
                            new Field(12, "eventName", Kind.TEXT)),
            "pair", message(new Field(1, "key", Kind.TEXT), new Field(2, "value", Kind.MESSAGE, "value")),
            "value",
                    message(
                            new Field(1, "stringValue", Kind.TEXT),
                            new Field(2, "boolValue", Kind.BOOLEAN),
                            new Field(3, "intValue", Kind.NUMBER),
                            new Field(4, "doubleValue", Kind.DOUBLE),
                            new Field(5, "arrayValue", Kind.MESSAGE, "array"),
                            new Field(6, "kvlistValue", Kind.MESSAGE, "pairs"),
                            new Field(7, "bytesValue", Kind.BYTES)),
            "array", message(new Field(1, "values", Kind.LIST, "value")),
            "pairs", message(new Field(1, "values", Kind.LIST, "pair")));

    private final CodedInputStream input;
    private final ReadLimits limits = Json.limits();
    private int tokens;

    private OtlpProtobuf(byte[] body) {
        input = CodedInputStream.newInstance(body);
    }

    private static Map<Integer, Field> message(Field... fields) {
        return Arrays.stream(fields).collect(Collectors.toUnmodifiableMap(Field::number, Function.identity()));
    }

    /** Parses a body. */
    static Json.Parsed parse(byte[] body) {
        try {
            return new Json.Parsed.Tree(new OtlpProtobuf(body).message("request", 0), Optional.empty());
        } catch (Beyond beyond) {
            return new Json.Parsed.BeyondLimits(
                    "the logs are beyond what is read here at byte " + beyond.at + ": " + beyond.getMessage());
        } catch (IOException broken) {
            return new Json.Parsed.NotJson("the body is no protobuf of OTLP: " + broken.getMessage());
        }
    }

    private static final class Beyond extends InvalidProtocolBufferException {
        private static final long serialVersionUID = 1L;

        private final int at;

        Beyond(String why, int at) {
            super(why);
            this.at = at;
        }
    }

    private void bound(int value, int limit, String what) throws Beyond {
        if (value > limit) throw new Beyond(what + " than " + limit, input.getTotalBytesRead());
    }

    /** Reads up to the end, or the limit that is set. */
    private ObjectNode message(String name, int depth) throws IOException {
        bound(depth, limits.depth(), "values are nested deeper");
        Map<Integer, Field> fields = MESSAGES.get(name);
        ObjectNode node = NODES.objectNode();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            Field field = fields.get(WireFormat.getTagFieldNumber(tag));
            // A field that is known by another type is none of ours, as protobuf has it.
            if (field == null || field.kind().wireType != WireFormat.getTagWireType(tag)) {
                if (!input.skipField(tag)) throw groupEnd();
            } else {
                read(field, node, depth);
            }
        }
        return node;
    }

    private static InvalidProtocolBufferException groupEnd() {
        return new InvalidProtocolBufferException("a group ends that did not begin");
    }

    private void read(Field field, ObjectNode node, int depth) throws IOException {
        bound(++tokens, limits.tokens(), "there are more values");
        String name = field.name();
        switch (field.kind()) {
            case TEXT -> node.put(name, new String(bytes(), StandardCharsets.UTF_8));
            case BYTES -> node.put(name, Base64.getEncoder().encodeToString(bytes()));
            case ID -> node.put(name, HexFormat.of().formatHex(bytes()));
            case BOOLEAN -> node.put(name, input.readBool());
            case NUMBER -> node.put(name, input.readInt64());
            case NANOSECONDS -> node.put(name, input.readFixed64());
            case DOUBLE -> node.put(name, input.readDouble());
            case MESSAGE -> node.set(name, inner(field.message(), depth));
            case LIST -> node.withArray("/" + name).add(inner(field.message(), depth));
        }
    }

    private byte[] bytes() throws IOException {
        byte[] bytes = input.readByteArray();
        bound(bytes.length, limits.text(), "a text is longer");
        return bytes;
    }

    private ObjectNode inner(String message, int depth) throws IOException {
        int limit = input.pushLimit(input.readRawVarint32());
        ObjectNode node = message(message, depth + 1);
        input.checkLastTagWas(0);
        input.popLimit(limit);
        return node;
    }
}
