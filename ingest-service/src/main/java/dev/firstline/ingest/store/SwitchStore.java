package dev.firstline.ingest.store;

import dev.firstline.ingest.domain.SwitchRound;
import dev.firstline.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The table {@code dead_mans_switch}, and what tells whether events flow. */
@Singleton
public class SwitchStore {

    private static final String SAVE = """
            insert into dead_mans_switch (tried_time, ping_time, problem)
            values ($1, case when $2 = '' then $1::timestamptz end, $2)
                on conflict (one_row) do update
               set tried_time = excluded.tried_time, problem = excluded.problem,
                   ping_time = coalesce(excluded.ping_time, dead_mans_switch.ping_time)""";

    private static final String WAITS = """
            select exists (select from due_work where kind = 'batch' and key = $1) as waits,
                   exists (select from dead_letter where kind = 'batch' and key = $1) as refused""";

    private volatile Optional<SwitchRound> last = Optional.empty();

    /** Where a batch is on its way to triage. */
    public enum Way {
        /** Triage has not taken it in yet. */
        WAITS,
        /** Triage refuses it for good. */
        REFUSED,
        /** Triage has folded it. */
        FOLDED
    }

    /** Where a batch is. */
    public Way way(Tx tx, UUID batch) {
        return tx.first(
                        WAITS,
                        row -> row.getBoolean("refused")
                                ? Way.REFUSED
                                : row.getBoolean("waits") ? Way.WAITS : Way.FOLDED,
                        batch.toString())
                .orElseThrow();
    }

    /** Since when the batch that waits longest for triage does; empty where none waits. */
    public Optional<Instant> oldestWaiting(Tx tx) {
        return tx.first(
                        "select min(born_time) as born_time from due_work where kind = 'batch'",
                        row -> Optional.ofNullable(row.getOffsetDateTime("born_time")))
                .flatMap(born -> born)
                .map(OffsetDateTime::toInstant);
    }

    /**
     * Keeps how a round went.
     *
     * @param problem why there was no ping; empty where there was one
     */
    public void save(Tx tx, Instant tried, String problem) {
        tx.update(SAVE, tried.atOffset(ZoneOffset.UTC), problem);
    }

    /** Reads the last round anew, whichever replica did it. */
    public void refresh(Tx tx) {
        last = tx.first(
                "select tried_time, ping_time, problem from dead_mans_switch",
                row -> new SwitchRound(
                        row.getOffsetDateTime("tried_time").toInstant(),
                        Optional.ofNullable(row.getOffsetDateTime("ping_time")).map(OffsetDateTime::toInstant),
                        row.getString("problem")));
    }

    /** The last round, as it was read last; empty where there was none. */
    public Optional<SwitchRound> last() {
        return last;
    }
}
