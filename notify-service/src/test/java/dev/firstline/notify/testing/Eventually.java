package dev.firstline.notify.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what several threads bring about. */
public final class Eventually {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Eventually() {}

    /** Repeats the check until it passes. */
    public static void check(Runnable check) {
        long endNanos = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError | RuntimeException notYet) {
                if (System.nanoTime() > endNanos) throw notYet;
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
