package dev.firstline.notify.domain;

import java.time.Duration;
import java.time.Instant;

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

    /**
     * From when on the next call may be made, when others who wait go first.
     *
     * @param spent where the calls so far, one interval each, reach to
     * @param ahead how many go first
     * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">GCRA, virtual scheduling</a>
     */
    public Instant turn(Instant spent, Instant now, int ahead) {
        return later(spent, now).plus(interval.multipliedBy(ahead - (burst - 1L)));
    }

    /** The same, where the vendor has asked for silence until a time. */
    public Instant turn(Instant spent, Instant now, int ahead, Instant blocked) {
        Instant turn = turn(spent, now, ahead);
        return blocked.isAfter(now) ? later(turn, blocked.plus(interval.multipliedBy(ahead))) : turn;
    }

    /** Where the calls reach to after one more now. */
    public Instant spend(Instant spent, Instant now) {
        return later(spent, now).plus(interval);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
