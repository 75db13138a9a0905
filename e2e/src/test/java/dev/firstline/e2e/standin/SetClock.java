package dev.firstline.e2e.standin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until it is moved. */
public final class SetClock implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2023-11-14T22:13:20Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves it on. */
    public void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
