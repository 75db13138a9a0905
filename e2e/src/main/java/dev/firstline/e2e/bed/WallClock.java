package dev.firstline.e2e.bed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private WallClock() {}

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
