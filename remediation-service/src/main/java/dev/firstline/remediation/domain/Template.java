package dev.firstline.remediation.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A text with {placeholders}. A value goes into the text only in the form that its place wants, so that nothing that an alert says can
 * change what the text asks.
 *
 * @param source as it stands in the runbook
 * @param parts the text in pieces
 */
public record Template(String source, List<Part> parts) {

    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of the text. */
    public sealed interface Part {

        /** Text as it is. */
        record Literal(String text) implements Part {}

        /**
         * A value.
         *
         * @param name what the placeholder names
         * @param quoting how the value is made harmless in its place
         */
        record Placeholder(String name, Quoting quoting) implements Part {}
    }

    /** How a value is made harmless. */
    public enum Quoting {
        /** For people's eyes, or for a parameter of its own: as it is. */
        NONE(UnaryOperator.identity()),
        /** Inside a PromQL string in single or double quotes. */
        STRING(Template::escape),
        /** Inside a PromQL string that is a regular expression (RE2). */
        REGEX(value -> escape(value.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0")));

        private final UnaryOperator<String> quoted;

        Quoting(UnaryOperator<String> quoted) {
            this.quoted = quoted;
        }

        String apply(String value) {
            return quoted.apply(value);
        }
    }

    /**
     * A text that is filled in.
     *
     * @param missing placeholders that there is no value for; the text has nothing in their places
     */
    public record Rendered(String text, List<String> missing) {}

    /** Fills values in. */
    public Rendered render(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        List<String> missing = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> text.append(literal.text());
                case Part.Placeholder placeholder -> {
                    String value = values.get(placeholder.name());
                    if (value == null) missing.add(placeholder.name());
                    else text.append(placeholder.quoting().apply(value));
                }
            }
        }
        return new Rendered(text.toString(), List.copyOf(missing));
    }

    /** PromQL's strings follow Go's escaping rules: https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals */
    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("'", "\\'")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
