package dev.firstline.e2e.bed;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do, by looking. */
public final class Await {

    private static final Duration LOOK = Duration.ofMillis(50);

    private Await() {}

    /**
     * Waits until something is there.
     *
     * @param what it is, for the message of the failure
     * @param patience the longest wait
     * @param look what is looked at; a failure of it counts as "not yet"
     * @throws AssertionError where it isn't there in time, with the last failure of looking
     */
    public static <T> T until(String what, Duration patience, Supplier<Optional<T>> look) {
        long endNanos = System.nanoTime() + patience.toNanos();
        RuntimeException last = null;
        while (System.nanoTime() < endNanos) {
            try {
                Optional<T> seen = look.get();
                if (seen.isPresent()) return seen.get();
                last = null;
            } catch (RuntimeException notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what, last);
    }

    /** Waits until something holds. See {@link #until}. */
    public static void untilTrue(String what, Duration patience, BooleanSupplier holds) {
        until(what, patience, () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }
}
