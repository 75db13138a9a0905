package dev.firstline.remediation.config;

import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.remediation.domain.Condition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads conditions, and notes what can't be meant. */
final class Conditions {

    /** What an alert has besides its labels; a word of a wrong one would make a runbook that never matches. */
    private static final Set<String> FIELDS = Set.of(
            "name",
            "title",
            "description",
            "source",
            "fingerprint",
            "severity",
            "impact",
            "service",
            "team",
            "environment",
            "labels");

    private static final Pattern STRINGS = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'");
    private static final Pattern FIELD = Pattern.compile("\\balert\\.([A-Za-z_]\\w*)");

    /** Stands for one that can't be read; the problem that was noted keeps it from ever being asked. */
    private record Never(String text) implements Condition {

        @Override
        public Answer ask(Map<String, Object> variables) {
            return new Answer.Is(false);
        }
    }

    private Conditions() {}

    /** Reads the condition under a key. */
    static Condition read(YamlNode node, String key, List<String> variables) {
        String text = node.text(key);
        if (text.isBlank()) return new Never(text);
        YamlNode value = node.get(key).orElse(node);
        try {
            Condition condition = Cel.compile(text, variables);
            checkFields(value, text);
            return condition;
        } catch (IllegalArgumentException wrong) {
            value.problem("'" + key + "' is no expression that can be understood: " + wrong.getMessage()
                    + "; it may use " + String.join(", ", variables));
            return new Never(text);
        }
    }

    private static void checkFields(YamlNode value, String text) {
        Matcher field = FIELD.matcher(STRINGS.matcher(text).replaceAll("\"\""));
        while (field.find()) {
            if (FIELDS.contains(field.group(1))) continue;
            value.problem("an alert has no '" + field.group(1) + "'; right would be alert.labels.<name> or one of "
                    + new TreeSet<>(FIELDS));
        }
    }
}
