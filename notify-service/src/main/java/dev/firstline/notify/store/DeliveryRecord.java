package dev.firstline.notify.store;

import java.time.Instant;
import java.util.UUID;

/**
 * An attempt to bring something to somebody.
 *
 * @param id its id, a UUID of version 7
 * @param incidentId the incident that is told of
 * @param channel through which channel
 * @param destination where in the channel
 * @param operation what was done
 * @param summary what it says
 * @param outcome what became of it
 * @param detail the vendor's answer or error, in a line
 * @param receipt what the vendor calls it; empty where that isn't known
 * @param incidentVersion the version of the incident that it told
 * @param startedTime when it began
 * @param endedTime when it ended; null where nobody saw that
 */
public record DeliveryRecord(
        UUID id,
        UUID incidentId,
        String channel,
        String destination,
        String operation,
        String summary,
        State outcome,
        String detail,
        String receipt,
        long incidentVersion,
        Instant startedTime,
        Instant endedTime) {

    /** What became of a delivery. */
    public enum State {
        /** Under way, or nobody saw its end. */
        ATTEMPTED,
        /** The vendor took it. */
        SENT,
        /** It was not done, or no more than the next one does; it is tried again. */
        RETRY,
        /** The vendor refuses it for good. */
        REFUSED
    }
}
