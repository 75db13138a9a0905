package dev.firstline.ingest.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a payload fit to be shown to a person who has to find out why it can't be read: what looks like a secret or an e-mail address
 * is hidden, whatever the payload's format, and a terminal's control characters are taken out. It errs towards hiding. Every pattern is
 * bounded: a payload may be anything at all.
 */
public final class Redaction {

    private static final String HIDDEN = "***";

    /** Up to the value of a field whose name tells that it holds a secret; in JSON, forms, headers, YAML and XML attributes. */
    private static final Pattern SECRET_FIELD = Pattern.compile(
            "(?i)(?:token|secret|passw(?:or)?d|pwd|passphrase|authorization|api[_-]?key|access[_-]?key|private[_-]?key"
                    + "|routing[_-]?key|service[_-]?key|credential|cookie|signature|session)[\\w.-]{0,40}[\"']?\\s{0,5}[:=]\\s{0,5}");

    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic|geniekey)\\s{1,3}[\\w+/=._~-]{6,}+");
    private static final Pattern IN_ADDRESS = Pattern.compile("://[^/\\s:@\"]{0,200}+:[^/\\s@\"]{1,200}+@");
    private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{8,}+\\.[\\w-]++\\.[\\w-]*+");
    private static final Pattern KNOWN_KEY =
            Pattern.compile("\\b(?:AKIA[0-9A-Z]{16}|xox[a-z]-[\\w-]{10,}+|gh[a-z]_\\w{20,}+|sk_live_\\w{10,}+)");
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]{1,64}+@([\\w-]{1,63}\\.[\\w.-]{2,100})");

    private Redaction() {}

    /** The text without what is not to be seen. */
    public static String of(String text) {
        String shown = hideFields(printable(text));
        shown = SCHEME.matcher(shown).replaceAll("$1 " + Matcher.quoteReplacement(HIDDEN));
        shown = IN_ADDRESS.matcher(shown).replaceAll("://" + HIDDEN + "@");
        shown = JWT.matcher(shown).replaceAll(HIDDEN);
        shown = KNOWN_KEY.matcher(shown).replaceAll(HIDDEN);
        return EMAIL.matcher(shown).replaceAll(HIDDEN + "@$1");
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean control = Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
            printable.appendCodePoint(control ? 0xfffd : c);
        });
        return printable.toString();
    }

    private static String hideFields(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        Matcher field = SECRET_FIELD.matcher(text);
        int from = 0;
        while (from < text.length() && field.find(from)) {
            int end = endOfValue(text, field.end());
            shown.append(text, from, field.end());
            if (end > field.end()) shown.append(hidden(text, field.end(), end));
            from = end;
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static String hidden(String text, int start, int end) {
        char first = text.charAt(start);
        if (first != '"' && first != '\'') return HIDDEN;
        boolean closed = end - start > 1 && text.charAt(end - 1) == first;
        return first + HIDDEN + (closed ? first : "");
    }

    /** A quoted value ends with its quote, another one where its format goes on; an object or a list is looked into. */
    private static int endOfValue(String text, int start) {
        if (start >= text.length()) return start;
        char first = text.charAt(start);
        if (first == '{' || first == '[') return start;
        boolean quoted = first == '"' || first == '\'';
        for (int i = quoted ? start + 1 : start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') i++;
            else if (quoted ? c == first : "&,;}]<>\r\n".indexOf(c) >= 0) return quoted ? i + 1 : i;
        }
        return text.length();
    }
}
