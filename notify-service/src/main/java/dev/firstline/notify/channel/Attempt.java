package dev.firstline.notify.channel;

import java.time.Duration;
import java.util.UUID;

/**
 * The right to call a vendor: a lease on a conversation, counted on this process's monotonic clock from before it was asked for, so
 * that a pause in between counts against it.
 *
 * @param deliveryId the delivery that is attempted
 * @param askedNanos {@link System#nanoTime()} before the lease was asked for
 * @param lease how long nobody else sends
 * @param deadline how long one call may take
 */
public record Attempt(UUID deliveryId, long askedNanos, Duration lease, Duration deadline) {

    /** Whether the lease outlasts one more call. */
    public boolean outlastsCall() {
        return System.nanoTime() - askedNanos + deadline.toNanos() < lease.toNanos();
    }
}
