package dev.firstline.e2e.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a process's wall clock run ahead, where the Debian package {@code faketime} is installed.
 *
 * @see <a href="https://github.com/wolfcw/libfaketime">libfaketime</a>
 */
public final class WallClock {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/local/lib/faketime/libfaketimeMT.so.1"));

    /** How a service's log begins its lines, in this machine's zone. */
    private static final DateTimeFormatter LOGGED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    private static final Pattern BEGIN = Pattern.compile("^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2},\\d{3}");

    private WallClock() {}

    /**
     * How far a process's clock is ahead of ours, by the last line of its log: it says the process's own time, and the file's
     * says when the kernel wrote it.
     */
    public static Duration aheadBy(Path log) {
        try {
            Instant written = Files.getLastModifiedTime(log).toInstant();
            String last = "";
            for (String line : Files.readAllLines(log)) {
                Matcher begin = BEGIN.matcher(line);
                if (begin.find()) last = begin.group();
            }
            Instant said = LocalDateTime.parse(last, LOGGED)
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
            return Duration.between(written, said);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The environment of a process whose clock is so many seconds ahead; empty where this machine can't do that. */
    public static Optional<Map<String, String>> ahead(int seconds) {
        return LIBRARIES.stream()
                .filter(Files::exists)
                .findFirst()
                .map(library -> Map.of(
                        "LD_PRELOAD",
                        library.toString(),
                        "FAKETIME",
                        "+" + seconds + "s",
                        // The JVM measures its waits by the monotonic clock, which goes on undisturbed.
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        // Version 0.9.10 otherwise takes it for an old glibc's, and Object.wait returns at once.
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0"));
    }
}
