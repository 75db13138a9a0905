package dev.firstline.ingest.store;

import dev.firstline.platform.database.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** How ids, days (UTC) and partitions belong together. */
final class Days {

    private static final String PREFIX = "batch_";

    private Days() {}

    /** The day that an id was made on. */
    static LocalDate of(UUID id) {
        return of(Ids.time(id));
    }

    static LocalDate of(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** The partition of a day. */
    static String partition(LocalDate day) {
        return PREFIX + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** The day of a partition. */
    static LocalDate day(String partition) {
        return LocalDate.parse(partition.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** The smallest id that a day can have. PostgreSQL compares UUIDs byte by byte, so ids of version 7 sort by time. */
    static UUID firstId(LocalDate day) {
        return new UUID(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() << 16, 0);
    }

    /**
     * The id of the batch that comes out of a dead letter: always the same one, so that two people may replay it, and of the same
     * time, so that it lies in the same day.
     *
     * @param index which of its batches, from 0
     */
    static UUID derived(UUID letter, int index) {
        return derived(letter, letter + " " + index);
    }

    /** The id of the batch that comes out of a batch's payloads when they are read again, made as if at the same time. */
    static UUID replayed(UUID batch, int firstIndex) {
        return derived(batch, batch + " replayed " + firstIndex);
    }

    /** The smallest id that can be made at a time. */
    static UUID firstId(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }

    /** The greatest id that can be made in the same millisecond. */
    static UUID lastIdLike(UUID id) {
        return new UUID(id.getMostSignificantBits() | 0xffffL, -1);
    }

    private static UUID derived(UUID letter, String text) {
        UUID hash = sha256(text);
        long high = (letter.getMostSignificantBits() & ~0xfffL) | (hash.getMostSignificantBits() & 0xfffL);
        long low = (hash.getLeastSignificantBits() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static UUID sha256(String text) {
        try {
            var hash = java.nio.ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
