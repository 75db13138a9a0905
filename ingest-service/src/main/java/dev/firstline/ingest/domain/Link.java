package dev.firstline.ingest.domain;

import java.net.URI;
import java.net.URISyntaxException;
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

    public Link {
        Objects.requireNonNull(kind);
        if (!isAddress(url)) throw new IllegalArgumentException("not an absolute http or https address: " + url);
    }

    /** Whether a text is an absolute http or https address: a template that was not expanded is none. */
    public static boolean isAddress(String text) {
        if (text.length() > MAX_LENGTH || !(text.startsWith("http://") || text.startsWith("https://"))) return false;
        try {
            return new URI(text).getRawAuthority() != null;
        } catch (URISyntaxException unexpanded) {
            return false;
        }
    }
}
