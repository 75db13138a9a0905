package dev.firstline.platform.database;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The one clock of Firstline: the database's time, carried on by this process's monotonic clock between two looks at it. A
 * replica whose wall clock is wrong, or is set while it runs, changes nothing.
 */
@Singleton
public class DatabaseClock implements InstantSource {

    private record Anchor(Instant time, long nanos) {}

    private volatile Anchor anchor;

    /**
     * Takes over the database's time.
     *
     * @param databaseTime what the database answered to {@code clock_timestamp()}
     * @param askedNanos {@link System#nanoTime()} just before it was asked
     * @param answeredNanos {@link System#nanoTime()} just after it answered
     */
    public void anchor(Instant databaseTime, long askedNanos, long answeredNanos) {
        anchor = new Anchor(databaseTime, askedNanos + (answeredNanos - askedNanos) / 2);
    }

    /**
     * The database's time, as well as this process knows it. Times that end up in a table are cut to its microseconds.
     *
     * @throws IllegalStateException before the first look at the database
     */
    @Override
    public Instant instant() {
        Anchor known = anchor;
        if (known == null) throw new IllegalStateException("the database's time is not known yet");
        Instant now = known.time.plus(Duration.ofNanos(System.nanoTime() - known.nanos));
        return now.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    /** Whether the database was asked at least once. */
    public boolean isAnchored() {
        return anchor != null;
    }
}
