package dev.firstline.cli.text;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as people read and write them. */
public final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Words() {}

    /** "LARGE" of IMPACT_LARGE; "-" where it is unspecified. */
    public static String of(Enum<?> value) {
        String word = value.name().substring(prefix(value.getDeclaringClass()).length());
        return word.equals("UNSPECIFIED") ? "-" : word;
    }

    /**
     * IMPACT_LARGE of "large".
     *
     * @throws IllegalArgumentException naming the right words
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String word) {
        String wanted = prefix(type) + word.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(wanted) && isWord(value)) return value;
        }
        String right = Arrays.stream(type.getEnumConstants())
                .filter(Words::isWord)
                .map(value -> of(value).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + word + "' is none of " + right);
    }

    private static boolean isWord(Enum<?> value) {
        return !value.name().equals("UNRECOGNIZED") && !value.name().endsWith("_UNSPECIFIED");
    }

    // By the contract, the first constant is <TYPE>_UNSPECIFIED, and the others begin like it.
    private static String prefix(Class<? extends Enum<?>> type) {
        String first = type.getEnumConstants()[0].name();
        return first.substring(0, first.length() - "UNSPECIFIED".length());
    }

    /** In UTC, to the second; "-" where it is absent. */
    public static String time(Timestamp time) {
        return Timestamps.toMillis(time) == 0 ? "-" : TIME.format(instant(time));
    }

    /** How long ago; "-" where it is absent. */
    public static String age(Timestamp time, Instant now) {
        return Timestamps.toMillis(time) == 0 ? "-" : Table.span(Duration.between(instant(time), now));
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
