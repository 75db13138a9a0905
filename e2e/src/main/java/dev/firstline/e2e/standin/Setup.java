package dev.firstline.e2e.standin;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a stand-in listens and what it writes.
 *
 * @param port on 127.0.0.1; 0 means any free one
 * @param journal the file to append to; empty keeps the journal in memory only
 * @param clock tells limits, timestamps and rollouts the time
 */
public record Setup(int port, Optional<Path> journal, InstantSource clock) {
    public Setup {
        if (port < 0 || port > 65535) throw new IllegalArgumentException("not a port: " + port);
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(clock, "clock");
    }

    /** Any free port, the system's clock, no file. */
    public static Setup anyPort() {
        return new Setup(0, Optional.empty(), InstantSource.system());
    }

    /** The same on this port. */
    public Setup at(int chosen) {
        return new Setup(chosen, journal, clock);
    }

    /** The same with a journal in this file. */
    public Setup journal(Path path) {
        return new Setup(port, Optional.of(path), clock);
    }

    /** The same by this clock. */
    public Setup clock(InstantSource source) {
        return new Setup(port, journal, source);
    }
}
