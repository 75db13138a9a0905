package dev.firstline.remediation.config;

import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.remediation.domain.RunbookWords;
import dev.firstline.remediation.domain.Template;
import dev.firstline.remediation.domain.Template.Part;
import dev.firstline.remediation.domain.Template.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads texts with {placeholders}. */
final class Templates {

    /** Starts with a letter, so that a quantifier ({3}) and a PromQL selector ({job="x"}) are none. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_./-]*)}");

    private Templates() {}

    /** Reads a text for people, or a parameter of its own. */
    static Template plain(YamlNode node, String text, Predicate<String> known) {
        List<Part> parts = new ArrayList<>();
        Matcher found = PLACEHOLDER.matcher(text);
        int from = 0;
        while (found.find()) {
            addLiteral(parts, text.substring(from, found.start()));
            parts.add(placeholder(node, found.group(1), Quoting.NONE, known));
            from = found.end();
        }
        addLiteral(parts, text.substring(from));
        return new Template(text, parts);
    }

    /** Reads a PromQL expression: a placeholder stands within a string in single or double quotes. */
    static Template promQl(YamlNode node) {
        String text = node.scalar();
        List<Part> parts = new ArrayList<>();
        Matcher found = PLACEHOLDER.matcher(text);
        int from = 0;
        while (found.find()) {
            Quoting quoting = quotingAt(text, found.start());
            if (quoting == Quoting.NONE) {
                node.problem(
                        "{" + found.group(1)
                                + "} has to stand within a string in single or double quotes, so that its value can't change the question");
            }
            addLiteral(parts, text.substring(from, found.start()));
            parts.add(placeholder(node, found.group(1), quoting, RunbookWords::isPlaceholder));
            from = found.end();
        }
        addLiteral(parts, text.substring(from));
        return new Template(text, parts);
    }

    private static Part placeholder(YamlNode node, String name, Quoting quoting, Predicate<String> known) {
        if (!known.test(name)) {
            node.problem("{" + name + "} names nothing; right would be {labels.<name>}, {alert.resource} or one of "
                    + new TreeSet<>(RunbookWords.PLACEHOLDERS));
        }
        return new Part.Placeholder(name, quoting);
    }

    private static void addLiteral(List<Part> parts, String text) {
        if (!text.isEmpty()) parts.add(new Part.Literal(text));
    }

    /** NONE outside of strings, and inside of raw ones (in backticks), which know no escapes. */
    private static Quoting quotingAt(String text, int position) {
        char quote = 0;
        int opened = 0;
        for (int i = 0; i < position; i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'' || c == '`')) {
                quote = c;
                opened = i;
            } else if (quote != 0 && quote != '`' && c == '\\') {
                i++;
            } else if (c == quote) {
                quote = 0;
            }
        }
        if (quote == 0 || quote == '`') return Quoting.NONE;
        String before = text.substring(0, opened).stripTrailing();
        return before.endsWith("=~") || before.endsWith("!~") ? Quoting.REGEX : Quoting.STRING;
    }
}
