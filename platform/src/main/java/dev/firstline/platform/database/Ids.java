package dev.firstline.platform.database;

import java.time.Instant;
import java.util.UUID;

/**
 * Ids that leave the database: UUIDs of version 7, never sequence values, so that a fail-over to an older copy can't give a new
 * thing an old name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, UUID version 7</a>
 */
public final class Ids {

    private Ids() {}

    /** A new id. Ids sort by their time to the millisecond. */
    public static UUID next(Instant now) {
        UUID chance = UUID.randomUUID();
        long high = (now.toEpochMilli() << 16) | 0x7000L | (chance.getMostSignificantBits() & 0x0fffL);
        return new UUID(high, chance.getLeastSignificantBits());
    }

    /** When an id of version 7 was made, to the millisecond. */
    public static Instant time(UUID id) {
        if (id.version() != 7) throw new IllegalArgumentException(id + " is not a UUID of version 7");
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
