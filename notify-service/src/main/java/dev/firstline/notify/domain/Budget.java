package dev.firstline.notify.domain;

import java.time.Duration;

/**
 * How often something may be called, by all replicas together.
 *
 * @param scope what is limited: a method, or a method and a channel
 * @param interval the time between two calls in the long run; zero for no limit of our own
 * @param burst how many calls may be made at once after a rest
 */
public record Budget(String scope, Duration interval, int burst) {

    public Budget {
        if (interval.isNegative()) throw new IllegalArgumentException("an interval is not negative");
        if (burst < 1) throw new IllegalArgumentException("a burst is at least one call");
    }

    /**
     * So many calls a minute, a tenth of them at once after a rest: no window of a minute sees more than eleven tenths.
     *
     * @param calls 0 for no limit of our own
     */
    public static Budget perMinute(String scope, int calls) {
        if (calls == 0) return new Budget(scope, Duration.ZERO, 1);
        return new Budget(scope, Duration.ofMinutes(1).dividedBy(calls), Math.max(1, calls / 10));
    }
}
