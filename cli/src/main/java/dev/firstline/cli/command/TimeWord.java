package dev.firstline.cli.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as a person types it: how long ago, or when.
 *
 * @param ago how long before now; null where a time was given
 * @param at the time; null where it is so long ago
 */
record TimeWord(Duration ago, Instant at) {

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    /** @throws TypeConversionException where it is neither */
    static TimeWord parse(String word) {
        Matcher ago = AGO.matcher(word);
        try {
            if (!ago.matches()) return new TimeWord(null, Instant.parse(word));
            long count = Long.parseLong(ago.group(1));
            return new TimeWord(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    },
                    null);
        } catch (DateTimeException unreadable) {
            throw new TypeConversionException("'" + word + "' is no time: 90m, 6h, 2d (ago), or 2026-11-21T10:00:00Z");
        }
    }

    Instant before(Instant now) {
        return at != null ? at : now.minus(ago);
    }

    static final class Converter implements ITypeConverter<TimeWord> {
        @Override
        public TimeWord convert(String word) {
            return parse(word);
        }
    }
}
