package dev.firstline.ingest.store;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.platform.database.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * What has been taken in, and whether there is room for more: how many batches wait for triage, and how large the database has become.
 * How long the oldest batch waits is told by the platform, as for all due work.
 */
@Singleton
public class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);

    private final int maxBatches;
    private final Optional<Long> maxBytes;
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong databaseBytes = new AtomicLong();

    public Backlog(IngestConfig config, MeterRegistry meters) {
        this.maxBatches = config.backlogBatches();
        this.maxBytes = config.backlogDatabaseSize().map(size -> size.asLongValue());
        meters.gauge("firstline.ingest.backlog.batches", batches);
        if (maxBytes.isPresent()) meters.gauge("firstline.ingest.database.bytes", databaseBytes);
    }

    /** Counts, up to the bound. */
    public void count(Tx tx) {
        batches.set(tx.first(
                        "select count(*) as waiting from (select from due_work where kind = 'batch' limit $1) bounded",
                        row -> row.getLong("waiting"),
                        maxBatches)
                .orElseThrow());
    }

    /**
     * Asks how large the database is, where that is bounded. PostgreSQL adds up its files for it, the log not among them; how much is free
     * beside them it tells nobody over SQL.
     *
     * @see <a href="https://www.postgresql.org/docs/17/functions-admin.html#FUNCTIONS-ADMIN-DBOBJECT">PostgreSQL: object sizes</a>
     */
    public void measure(Tx tx) {
        if (maxBytes.isEmpty()) return;
        boolean before = isDatabaseFull();
        databaseBytes.set(tx.first("select pg_database_size(current_database()) as bytes", row -> row.getLong("bytes"))
                .orElseThrow());
        if (isDatabaseFull() == before) return;
        if (before) LOG.infof("the database has %d bytes: alerts are taken in again", databaseBytes.get());
        else
            LOG.errorf(
                    "the database has %d bytes, %d may be: no alert is taken in", databaseBytes.get(), maxBytes.get());
    }

    /** Whether the database is as large as it may get. */
    public boolean isDatabaseFull() {
        return maxBytes.isPresent() && databaseBytes.get() >= maxBytes.get();
    }

    /** Why nothing more is taken in; empty where something is. */
    public Optional<Outcome.Reason> refusal() {
        if (batches.get() >= maxBatches) return Optional.of(Outcome.Reason.BACKLOG_FULL);
        return isDatabaseFull() ? Optional.of(Outcome.Reason.DATABASE_FULL) : Optional.empty();
    }
}
