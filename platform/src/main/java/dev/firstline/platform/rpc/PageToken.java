package dev.firstline.platform.rpc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Where the next page of a list by time begins: after this row. Opaque to callers.
 *
 * @param time the last row's time
 * @param id the last row's id, which orders rows of one time
 * @see <a href="https://google.aip.dev/158">AIP-158, Pagination</a>
 */
public record PageToken(Instant time, UUID id) {

    /** Default and bound of {@code page_size}, where a list does not say otherwise. */
    public static final int DEFAULT_SIZE = 50;

    /** See {@link #DEFAULT_SIZE}. */
    public static final int MAX_SIZE = 200;

    private static final UUID LAST = new UUID(-1L, -1L);

    /**
     * Reads a request's token; an empty one begins at the newest row.
     *
     * @throws Problem where it is not one of ours
     */
    public static PageToken parse(String token) {
        if (token.isEmpty()) return new PageToken(Instant.parse("9999-12-31T00:00:00Z"), LAST);
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 2);
            return new PageToken(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (RuntimeException unreadable) {
            throw Problem.invalid("page_token", "is not a next_page_token of an earlier answer");
        }
    }

    /** As it travels. */
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((time + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The size of a page.
     *
     * @throws Problem where the request's is below 0
     */
    public static int size(int requested) {
        if (requested < 0) throw Problem.invalid("page_size", "is below 0");
        return requested == 0 ? DEFAULT_SIZE : Math.min(requested, MAX_SIZE);
    }
}
