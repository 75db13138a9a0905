package dev.firstline.platform.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what other threads and processes bring about. */
public final class Eventually {

    /** Far longer than anything takes on a busy machine: whoever waits this long waits in vain. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Eventually() {}

    /** Repeats a check until it passes; fails with its last failure. */
    public static void eventually(Runnable check) {
        awaited(() -> {
            check.run();
            return null;
        });
    }

    /** Repeats a question until it doesn't fail; returns its answer. */
    public static <T> T awaited(Supplier<T> question) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (AssertionError | RuntimeException notYet) {
                if (System.nanoTime() > endNanos) throw notYet;
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }
}
