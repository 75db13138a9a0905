package dev.firstline.ingest.domain;

import java.util.HexFormat;
import java.util.Objects;

/**
 * Where to read on about an alert.
 *
 * @param kind what is behind it
 * @param url an absolute http or https address; see {@link #isAddress}
 */
public record Link(Kind kind, String url) {

    /** What is behind a link. */
    public enum Kind {
        /** Anything else. */
        OTHER,
        /** The steps for this monitor. */
        RUNBOOK,
        /** A dashboard. */
        DASHBOARD,
        /** The alert in the tool that sent it. */
        SOURCE,
        /** Where the alert can be silenced in the tool that sent it. */
        SILENCE
    }

    /** Longer addresses are none that a person clicks; the payload keeps them. */
    private static final int MAX_LENGTH = 4096;

    /** What stands in an address beside ASCII letters and digits, as RFC 3986 has it; a percent sign only before two digits. */
    private static final String MARKS = "-._~:/?#[]@!$&'()*+,;=";

    public Link {
        Objects.requireNonNull(kind);
        if (!isAddress(url)) throw new IllegalArgumentException("not an absolute http or https address: " + url);
    }

    /**
     * Whether a text is an absolute http or https address: a template that was not expanded is none. Looked at character by character,
     * since {@link java.net.URI} took a sixth of all the time that accepting an alert takes.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2">RFC 3986, Characters</a>
     */
    public static boolean isAddress(String text) {
        int authority = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : -1;
        if (authority < 0 || text.length() > MAX_LENGTH || text.length() == authority) return false;
        if ("/?#".indexOf(text.charAt(authority)) >= 0) return false;
        for (int i = authority; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' ? !isEscape(text, i) : !isAllowed(c)) return false;
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z') return true;
        // Beyond ASCII browsers show and send what people write, blanks excepted.
        return c < 128 ? MARKS.indexOf(c) >= 0 : !Character.isSpaceChar(c) && !Character.isISOControl(c);
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }
}
