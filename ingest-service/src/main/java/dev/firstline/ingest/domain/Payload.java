package dev.firstline.ingest.domain;

import java.util.Map;
import java.util.Objects;

/**
 * The bytes that a source sent, kept as they came.
 *
 * @param source the configured name of the source
 * @param contentType as it was sent; empty where none was
 * @param body byte by byte; not copied, since it may be large: whoever makes a payload doesn't change it afterwards
 * @param headers those that the source's adapter reads, their names in lower case; never credentials
 */
public record Payload(String source, String contentType, byte[] body, Map<String, String> headers) {

    public Payload {
        if (source.isBlank()) throw new IllegalArgumentException("a payload has a source");
        Objects.requireNonNull(contentType);
        Objects.requireNonNull(body);
        headers = Map.copyOf(headers);
    }

    /** The content type without its parameters, in lower case. */
    public String mediaType() {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(java.util.Locale.ROOT);
    }
}
