package dev.firstline.remediation.loop;

import dev.firstline.remediation.domain.Ticker;
import jakarta.inject.Singleton;

/** The process's own monotonic clock. */
@Singleton
public class SystemTicker implements Ticker {

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
