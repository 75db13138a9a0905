package dev.firstline.bench.load;

import java.time.Duration;

/**
 * How long things took, counted in buckets that are at most 1.6 % wide: recording costs nanoseconds and no memory, whatever the count.
 * Not for several threads at once.
 */
public final class Latencies {

    /** A value is kept with so many significant bits: 64 buckets for each doubling. */
    private static final int BITS = 7;

    private final long[] counts = new long[(Long.SIZE - BITS) << BITS];
    private long total;

    /** One more, in nanoseconds; a negative one counts as 0. */
    public void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    /** How many were recorded. */
    public long count() {
        return total;
    }

    /**
     * The time that this share of all did not exceed.
     *
     * @param share from 0 to 1
     * @return the upper end of the bucket; zero where nothing was recorded
     */
    public Duration percentile(double share) {
        if (share < 0 || share > 1) throw new IllegalArgumentException("not a share: " + share);
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) return Duration.ofNanos(upperEnd(bucket));
        }
        return Duration.ZERO;
    }

    private static int bucket(long nanos) {
        int dropped = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - BITS);
        return (dropped << BITS) + (int) (nanos >>> dropped);
    }

    private static long upperEnd(int bucket) {
        int dropped = bucket >>> BITS;
        long kept = bucket & ((1 << BITS) - 1);
        return ((kept + 1) << dropped) - 1;
    }
}
