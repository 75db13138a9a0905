package dev.firstline.platform.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that moves only when a test moves it. */
public final class FakeClock implements InstantSource {

    private Instant now;

    /** A clock that stands at the given time. */
    public FakeClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Lets time pass. */
    public synchronized void fastForward(Duration by) {
        now = now.plus(by);
    }
}
