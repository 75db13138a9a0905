package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.types.NullT;
import org.projectnessie.cel.common.types.ref.Val;
import org.projectnessie.cel.relocated.com.google.protobuf.Timestamp;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

/**
 * An expression of the Common Expression Language over a payload in JSON. Numbers without a fraction are {@code int}.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">CEL, language definition</a>
 */
final class CelExpression {

    private static final ScriptHost HOST = ScriptHost.newBuilder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What an expression says. */
    sealed interface Result {

        /** This. */
        record Value(JsonNode node) implements Result {}

        /** Nothing, for a reason. */
        record CannotSay(String reason) implements Result {}
    }

    /** A payload as expressions see it; turned into that once, not for each of its alerts. */
    static final class Whole {

        private final JsonNode root;
        private Object plain;

        Whole(JsonNode root) {
            this.root = root;
        }

        private Object plain() {
            if (plain == null) plain = CelExpression.plain(root);
            return plain;
        }
    }

    private final Script script;

    private CelExpression(Script script) {
        this.script = script;
    }

    /**
     * Compiles an expression over {@code payload} and {@code alert}.
     *
     * @throws IllegalArgumentException naming what is wrong, in one line
     */
    static CelExpression compile(String text) {
        try {
            return new CelExpression(HOST.buildScript(text)
                    .withDeclarations(List.of(Decls.newVar("payload", Decls.Dyn), Decls.newVar("alert", Decls.Dyn)))
                    .build());
        } catch (ScriptException wrong) {
            throw new IllegalArgumentException(inOneLine(wrong.getMessage()), wrong);
        }
    }

    Result evaluate(Whole payload, JsonNode alert) {
        try {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("payload", payload.plain());
            variables.put("alert", plain(alert));
            return new Result.Value(node(script.execute(Object.class, variables)));
        } catch (ScriptException | RuntimeException cannot) {
            return new Result.CannotSay(inOneLine(cannot.getMessage()));
        }
    }

    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (var entry : node.properties()) map.put(entry.getKey(), plain(entry.getValue()));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            for (JsonNode element : node) list.add(plain(element));
            return list;
        }
        if (node.isBoolean()) return node.booleanValue();
        if (node.isIntegralNumber() && node.canConvertToLong()) return node.longValue();
        if (node.isNumber()) return node.doubleValue();
        return node.isTextual() ? node.textValue() : NullT.NullValue;
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            // What null becomes inside of a map or a list.
            case Enum<?> none -> NODES.nullNode();
            case Val val -> val == NullT.NullValue ? NODES.nullNode() : node(val.value());
            case Timestamp time ->
                NODES.textNode(Instant.ofEpochSecond(time.getSeconds(), time.getNanos())
                        .toString());
            case String text -> NODES.textNode(text);
            case Boolean bool -> NODES.booleanNode(bool);
            case Double number -> NODES.numberNode(number);
            case Number number -> NODES.numberNode(number.longValue());
            case Map<?, ?> map -> object(map);
            case Iterable<?> list -> list(list);
            case Object[] array -> list(Arrays.asList(array));
            default -> NODES.textNode(value.toString());
        };
    }

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = NODES.objectNode();
        map.forEach((name, value) -> object.set(node(name).asText(), node(value)));
        return object;
    }

    private static ArrayNode list(Iterable<?> values) {
        ArrayNode list = NODES.arrayNode();
        for (Object value : values) list.add(node(value));
        return list;
    }

    /** The library draws a picture with a caret; a reason is one line. */
    private static String inOneLine(String message) {
        return Stream.of(Objects.requireNonNullElse(message, "no reason given").split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("|"))
                .map(line -> line.replaceFirst("^(check|parse) failed: ", "")
                        .replaceFirst("^ERROR: <input>:\\d+:(\\d+): ", "at character $1: ")
                        .replaceFirst("^undeclared reference to 'id: .*?names: \\[([^]]+)].*", "there is no $1"))
                .reduce((one, other) -> one + "; " + other)
                .orElse("no reason given");
    }
}
