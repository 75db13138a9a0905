package dev.firstline.ingest.api;

import java.util.Locale;
import java.util.Optional;

/**
 * How a body was made smaller for the way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-content-codings">RFC 9110, content codings</a>
 */
enum ContentCoding {
    IDENTITY,
    GZIP,
    DEFLATE;

    /** Those that are read, as {@code Accept-Encoding} names them. */
    static final String READ = "gzip, deflate";

    /** What a header names; empty where it is none of these, or several. */
    static Optional<ContentCoding> of(String header) {
        if (header == null) return Optional.of(IDENTITY);
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    /**
     * Takes it off a body.
     *
     * @param limit how many bytes it may become; not many more are ever made
     */
    Inflation.Result decode(byte[] sent, long limit) {
        if (this == IDENTITY || sent.length == 0) return new Inflation.Result.Whole(sent);
        return new Inflation(sent, limit).of(this);
    }
}
