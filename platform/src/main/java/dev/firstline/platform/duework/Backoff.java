package dev.firstline.platform.duework;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The wait before another attempt: doubles from the first to the longest, with "equal jitter" (half of it by chance), so that what
 * failed together does not come back together.
 *
 * @param first wait after the first failure
 * @param longest bound of the wait
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential backoff and jitter</a>
 */
public record Backoff(Duration first, Duration longest) {

    public Backoff {
        if (first.isNegative() || first.isZero()) throw new IllegalArgumentException("the first wait is positive");
        if (longest.compareTo(first) < 0) throw new IllegalArgumentException("the longest wait is not below the first");
    }

    /**
     * The wait after a failure.
     *
     * @param attempt which attempt failed, from 1
     */
    public Duration after(int attempt, RandomGenerator chance) {
        int doublings = Math.clamp(attempt - 1L, 0, 30);
        long full = Math.min(longest.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(full / 2 + chance.nextLong(full / 2 + 1));
    }
}
