package dev.firstline.ingest.store;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.platform.database.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** How many batches wait for triage. How long the oldest does is told by the platform, as for all due work. */
@Singleton
public class Backlog {

    private final int bound;
    private final AtomicLong batches = new AtomicLong();

    public Backlog(IngestConfig config, MeterRegistry meters) {
        this.bound = config.backlogBatches();
        meters.gauge("firstline.ingest.backlog.batches", batches);
    }

    /** Counts, up to the bound. */
    public void count(Tx tx) {
        batches.set(tx.first(
                        "select count(*) as waiting from (select from due_work where kind = 'batch' limit $1) bounded",
                        row -> row.getLong("waiting"),
                        bound)
                .orElseThrow());
    }

    /** Whether so much waits that nothing more is taken in. */
    public boolean isFull() {
        return batches.get() >= bound;
    }
}
