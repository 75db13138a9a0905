package dev.firstline.notify.channel.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** How plain text is brought into a vendor's form, and kept short. */
public final class Texts {

    private Texts() {}

    /**
     * Plain text as Slack's mrkdwn wants it.
     *
     * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">Slack: escaping text</a>
     */
    public static String slack(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** At most so many characters, an ellipsis included; never half a character. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        int end = longest - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end) + "…";
    }

    /** On one line. */
    public static String line(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** Escapes, and cuts the plain text so far that its escaped form has at most so many characters: no entity is cut. */
    public static String escapedAndCut(String text, int longest, UnaryOperator<String> escape) {
        String plain = cut(text, longest);
        String escaped = escape.apply(plain);
        while (escaped.length() > longest) {
            plain = cut(plain, Math.max(2, plain.length() - Math.max(1, (escaped.length() - longest) / 5)));
            escaped = escape.apply(plain);
        }
        return escaped;
    }

    /** Whole lines only, at most so many characters. */
    public static String lines(String text, int longest) {
        String stripped = text.strip();
        if (stripped.length() <= longest) return stripped;
        int end = stripped.lastIndexOf('\n', longest - 2);
        return end <= 0 ? cut(stripped, longest) : stripped.substring(0, end) + "\n…";
    }

    /** Tells two texts apart. */
    public static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
