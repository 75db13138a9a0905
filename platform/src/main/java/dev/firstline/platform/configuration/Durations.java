package dev.firstline.platform.configuration;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them into files and read them in texts: 90s, 10m, 1h30m, 7d. */
public final class Durations {

    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    private Durations() {}

    /** What a text says, ISO 8601's "PT15M" included; empty where it is no duration, or a negative one. */
    static Optional<Duration> read(String text) {
        String stripped = text.strip();
        if (WHOLE.matcher(stripped).matches()) return Optional.of(sum(PART.matcher(stripped)));
        try {
            Duration parsed = Duration.parse(stripped);
            return parsed.isNegative() ? Optional.empty() : Optional.of(parsed);
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Duration sum(Matcher parts) {
        Duration sum = Duration.ZERO;
        while (parts.find()) {
            long amount = Long.parseLong(parts.group(1));
            sum = sum.plus(
                    switch (parts.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        return sum;
    }

    /** For people: the greatest units first, none that is zero; "0s" for none at all. Below a millisecond nothing is told. */
    public static String inWords(Duration duration) {
        StringBuilder words = new StringBuilder();
        add(words, duration.toDays(), "d");
        add(words, duration.toHoursPart(), "h");
        add(words, duration.toMinutesPart(), "m");
        add(words, duration.toSecondsPart(), "s");
        add(words, duration.toMillisPart(), "ms");
        return words.isEmpty() ? "0s" : words.toString();
    }

    private static void add(StringBuilder words, long amount, String unit) {
        if (amount > 0) words.append(amount).append(unit);
    }
}
