package dev.firstline.e2e.standin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A limit of so many calls in any window of time, for each key by itself. What is refused doesn't count. */
public final class RateWindow {
    private final Rate rate;
    private final InstantSource clock;
    private final Map<String, Deque<Instant>> taken = new HashMap<>();

    /** Nothing taken yet. */
    public RateWindow(Rate rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /**
     * How many calls are allowed.
     *
     * @param calls at most so many
     * @param window in any stretch of this length
     */
    public record Rate(int calls, Duration window) {
        public Rate {
            if (calls < 1) throw new IllegalArgumentException("a limit of " + calls + " calls allows none");
            if (!window.isPositive()) throw new IllegalArgumentException("not a window: " + window);
        }

        /** So many in any minute. */
        public static Rate perMinute(int calls) {
            return new Rate(calls, Duration.ofMinutes(1));
        }
    }

    /** Takes a place for one call; where there is none, says how long until there is one. */
    public synchronized Optional<Duration> take(String key) {
        Instant now = clock.instant();
        Deque<Instant> times = taken.computeIfAbsent(key, k -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.peekFirst().plus(rate.window()).isAfter(now)) times.removeFirst();
        if (times.size() >= rate.calls()) {
            return Optional.of(Duration.between(now, times.peekFirst().plus(rate.window())));
        }
        times.addLast(now);
        return Optional.empty();
    }

    /** A wait in whole seconds as {@code Retry-After} states it: never less than it takes, at least one. */
    public static int seconds(Duration wait) {
        return (int) Math.max(1, Math.ceilDiv(wait.toMillis(), 1000));
    }
}
