package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Times as tools write them: since 1970 in any unit, with a zone in any spelling, or without one. */
final class Times {

    /** Below it a number counts seconds (until the year 5138), below a thousand times as much milliseconds, and so on. */
    private static final double FIRST_IN_MILLIS = 1e11;

    private static final int YEAR_OF_NO_TIME = 1;
    private static final int LAST_YEAR = 9999;
    private static final int MAX_DIGITS = 19;

    /** ISO 8601; a blank for the T, and the zone as Z, +09:00, +0900, +09 or not at all. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(java.util.Locale.ROOT);

    private Times() {}

    /** A number since 1970, its unit told by its size; empty where it is zero, negative or no number. */
    static Optional<Instant> sinceEpoch(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong()
                ? sinceEpoch(number.longValue())
                : sinceEpoch(number.doubleValue());
    }

    private static Optional<Instant> sinceEpoch(long number) {
        if (number <= 0) return Optional.empty();
        if (number < FIRST_IN_MILLIS) return Optional.of(Instant.ofEpochSecond(number));
        if (number < FIRST_IN_MILLIS * 1e3) return Optional.of(Instant.ofEpochMilli(number));
        if (number < FIRST_IN_MILLIS * 1e6) return Optional.of(ofUnits(number, 1_000_000));
        return Optional.of(ofUnits(number, 1_000_000_000));
    }

    private static Instant ofUnits(long number, long aSecond) {
        return Instant.ofEpochSecond(number / aSecond, number % aSecond * (1_000_000_000 / aSecond));
    }

    private static Optional<Instant> sinceEpoch(double number) {
        if (!(number > 0) || number >= FIRST_IN_MILLIS * 1e9) return Optional.empty();
        // As doubles they are exact to the microsecond at best; milliseconds are what tools mean.
        return number < FIRST_IN_MILLIS
                ? Optional.of(Instant.ofEpochMilli(Math.round(number * 1e3)))
                : sinceEpoch(Math.round(number));
    }

    /** A text: digits since 1970, or ISO 8601. */
    static Optional<Instant> read(String text, String where, Reasons reasons) {
        try {
            if (isDigits(text)) return sinceEpoch(Long.parseLong(text));
            if (text.indexOf('-') < 0) return sinceEpoch(Double.parseDouble(text));
            return iso(text, where, reasons);
        } catch (NumberFormatException | DateTimeParseException unreadable) {
            reasons.add(where + " is no time that is understood: " + text);
            return Optional.empty();
        }
    }

    private static boolean isDigits(String text) {
        return text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<Instant> iso(String text, String where, Reasons reasons) {
        String plain = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) + "Z" : text;
        plain = plain.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T").replace(" ", "");
        TemporalAccessor read = ISO.parseBest(plain, OffsetDateTime::from, LocalDateTime::from);
        if (read instanceof LocalDateTime local) {
            reasons.add(where + " has no zone; UTC was taken: " + text);
            return bounded(local.atOffset(ZoneOffset.UTC), text);
        }
        return bounded((OffsetDateTime) read, text);
    }

    /** Go's zero time ({@code 0001-01-01T00:00:00Z}) means none. */
    static Optional<Instant> bounded(OffsetDateTime time, String text) {
        if (time.getYear() > LAST_YEAR) throw new DateTimeParseException("beyond the year 9999", text, 0);
        return time.getYear() <= YEAR_OF_NO_TIME ? Optional.empty() : Optional.of(time.toInstant());
    }
}
