package dev.firstline.ingest.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Where a field of an alert stands in a tool's payload, or how it follows from it. */
sealed interface GenericField {

    /**
     * Reads a field's description: a JSON Pointer, which begins with a slash and starts at the alert; anything else is CEL.
     *
     * @throws IllegalArgumentException telling what is wrong with it
     */
    static GenericField parse(String text) {
        return text.startsWith("/")
                ? new Pointed(JsonPointer.compile(text))
                : new Computed(CelExpression.compile(text));
    }

    /**
     * Looks a field up.
     *
     * @param name the field's, for the reasons
     * @return missing where it isn't there
     */
    JsonNode of(CelExpression.Whole payload, JsonNode alert, String name, Reasons reasons);

    /** Where it stands. */
    record Pointed(JsonPointer pointer) implements GenericField {
        @Override
        public JsonNode of(CelExpression.Whole payload, JsonNode alert, String name, Reasons reasons) {
            return alert.at(pointer);
        }
    }

    /** How it follows. */
    record Computed(CelExpression expression) implements GenericField {
        @Override
        public JsonNode of(CelExpression.Whole payload, JsonNode alert, String name, Reasons reasons) {
            return switch (expression.evaluate(payload, alert)) {
                case CelExpression.Result.Value value -> value.node();
                case CelExpression.Result.CannotSay why -> {
                    reasons.add("the field " + name + " can't be computed: " + why.reason());
                    yield MissingNode.getInstance();
                }
            };
        }
    }
}
