package dev.firstline.ingest.source;

import java.util.regex.Pattern;

/** What is done to every text that comes in from outside. */
final class Text {

    /**
     * A variable that its tool did not replace: {{ .Labels.x }}, {$ZABBIX.URL}, {EVENT.NAME}. It neither goes on beyond the next
     * brace nor back, so that a text full of them takes no more time or stack than another one.
     */
    private static final Pattern UNEXPANDED =
            Pattern.compile("\\{\\{[^{}]*+}}|\\{\\$[^{}]*+}|\\{[A-Z][A-Z0-9_]*+(?:\\.[A-Z0-9_]++)++}");

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Replaces NUL and lone surrogates, which PostgreSQL and protobuf refuse, and tells so. */
    static String clean(String text, String path, Reasons reasons) {
        String mended = mended(text);
        if (mended != text) reasons.add(path + " has characters that can't be stored; they were replaced");
        return mended;
    }

    /** The same without telling; the same object where there is nothing to replace. */
    static String mended(String text) {
        int flaw = firstFlaw(text);
        if (flaw < 0) return text;
        StringBuilder mended = new StringBuilder(text.length()).append(text, 0, flaw);
        for (int i = flaw; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPair(text, i)) mended.append(c).append(text.charAt(++i));
            else mended.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
        }
        return mended.toString();
    }

    private static int firstFlaw(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) return i;
            if (!Character.isSurrogate(c)) continue;
            if (!isPair(text, i)) return i;
            i++;
        }
        return -1;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    /** Cuts a text to at most this many characters, the mark of the cut included, never between two halves of one. */
    static String cut(String text, int length) {
        if (text.length() <= length) return text;
        int end = length - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end) + "…";
    }

    /** Whether a text holds a variable that its tool did not replace. */
    static boolean isUnexpanded(String text) {
        return text.indexOf('{') >= 0 && UNEXPANDED.matcher(text).find();
    }

    /** The first text that is not blank; empty where all are. */
    static String firstOf(String... texts) {
        for (String text : texts) {
            if (text != null && !text.isBlank()) return text;
        }
        return "";
    }

    /** In one line: line breaks and tabs become blanks. */
    static String line(String text) {
        return text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ').strip();
    }
}
