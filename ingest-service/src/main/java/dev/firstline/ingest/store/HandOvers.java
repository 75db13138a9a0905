package dev.firstline.ingest.store;

import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.Lanes;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Offers what was committed to this process's own hands, so that triage hears of it at once. */
@Singleton
class HandOvers {

    private static final byte[] NOTHING = {};

    private final Lanes lanes;
    private final RecentBatches recent;

    HandOvers(Lanes lanes, RecentBatches recent) {
        this.lanes = lanes;
        this.recent = recent;
    }

    /** Until when work that is born now is left to this process. */
    Instant leasedUntil(Instant now) {
        return now.plus(lanes.lease(BatchStore.KIND));
    }

    /** Says that a row is committed. */
    void committed(Row row, long place, Instant acceptedTime) {
        recent.put(new Batch(row.id(), place, acceptedTime, row.eventCount(), row.events()));
        lanes.offer(new DueWork(
                BatchStore.KIND,
                row.id().toString(),
                BatchStore.VERSION,
                leasedUntil(acceptedTime),
                1,
                row.traceparent(),
                NOTHING));
    }
}
