package dev.firstline.bench.load;

import java.util.function.LongPredicate;

/** When the next request may leave. */
@FunctionalInterface
public interface Pace {

    /**
     * How long the next request has to wait.
     *
     * @param nowNanos {@link System#nanoTime()}
     * @param sent how many have left
     * @return nanoseconds; 0 for at once
     */
    long waitNanos(long nowNanos, long sent);

    /** As soon as a connection is free. */
    static Pace unlimited() {
        return (nowNanos, sent) -> 0;
    }

    /** Evenly, this many a second, whatever becomes of those before. */
    static Pace perSecond(double rate) {
        long startNanos = System.nanoTime();
        return (nowNanos, sent) -> Math.max(0, startNanos + (long) (sent * 1e9 / rate) - nowNanos);
    }

    /** As soon as a connection is free, while this holds for the number of requests sent; looked at every millisecond otherwise. */
    static Pace whileTrue(LongPredicate holds) {
        return (nowNanos, sent) -> holds.test(sent) ? 0 : 1_000_000;
    }
}
