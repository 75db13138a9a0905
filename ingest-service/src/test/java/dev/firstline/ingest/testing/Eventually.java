package dev.firstline.ingest.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads do. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Eventually() {}

    /** Repeats a check until it holds; fails with its last failure. */
    public static void eventually(Runnable check) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError | RuntimeException notYet) {
                if (System.nanoTime() > end) throw notYet;
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
