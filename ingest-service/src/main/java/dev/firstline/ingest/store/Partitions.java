package dev.firstline.ingest.store;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The days of the table {@code batch}: made ahead, and dropped once they are old and nothing refers to them. */
@Singleton
public class Partitions {

    /** Made ahead, so that a database that is away for a weekend, or a clock that runs ahead, finds its day. */
    private static final int DAYS_AHEAD = 3;

    /** Longest wait for the table's lock: accepting goes before housekeeping, which comes again soon. */
    private static final String PATIENCE = "set local lock_timeout = '500ms'";

    private static final String EXISTING = """
            select child.relname from pg_inherits
              join pg_class child on child.oid = inhrelid
             where inhparent = 'batch'::regclass order by 1""";

    private static final String REFERRED_TO = """
            select exists (select from due_work where kind = 'batch' and key >= $1::uuid::text and key < $2::uuid::text)
                or exists (select from dead_letter
                            where kind = 'batch' and replayed_time is null and key >= $1::uuid::text and key < $2::uuid::text)
                or exists (select from unread_payload where replayed_time is null and id >= $1 and id < $2) as referred""";

    private final Transactions transactions;

    public Partitions(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Makes today's partition and the next days', where they are missing; yesterday's too, for an id from before midnight. */
    public void makeAhead(Instant now) {
        LocalDate today = Days.of(now);
        List<LocalDate> missing = new ArrayList<>();
        List<LocalDate> existing = existing();
        for (int ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
            if (!existing.contains(today.plusDays(ahead))) missing.add(today.plusDays(ahead));
        }
        if (!missing.isEmpty()) make(missing);
    }

    private void make(List<LocalDate> days) {
        transactions.run(tx -> {
            tx.query(PATIENCE);
            // Another replica may be at it: whoever comes second finds them made.
            tx.query("lock table batch in share update exclusive mode");
            for (LocalDate day : days) {
                tx.query("create table if not exists %s partition of batch for values from ('%s') to ('%s')"
                        .formatted(Days.partition(day), Days.firstId(day), Days.firstId(day.plusDays(1))));
            }
        });
    }

    /**
     * Drops the days that are older than the retention, except those that work which is due, or a dead letter that nobody replayed,
     * refers to.
     *
     * @return the days that were dropped
     */
    public List<LocalDate> dropOld(Instant now, Duration retention) {
        LocalDate keepFrom = Days.of(now.minus(retention));
        List<LocalDate> dropped = new ArrayList<>();
        for (LocalDate day : existing()) {
            if (!day.isBefore(keepFrom)) break;
            if (isReferredTo(day)) continue;
            if (transactions.call(tx -> dropUnlessReferredTo(tx, day))) dropped.add(day);
        }
        return dropped;
    }

    private boolean isReferredTo(LocalDate day) {
        return transactions.single(tx -> isReferredTo(tx, day));
    }

    /** Asks once more under the lock: a replay reads its batch, and so holds the lock, before it writes what refers to it. */
    private static boolean dropUnlessReferredTo(Tx tx, LocalDate day) {
        tx.query(PATIENCE);
        tx.query("lock table batch in access exclusive mode");
        if (isReferredTo(tx, day)) return false;
        tx.query("drop table if exists " + Days.partition(day));
        return true;
    }

    private static boolean isReferredTo(Tx tx, LocalDate day) {
        UUID from = Days.firstId(day);
        UUID to = Days.firstId(day.plusDays(1));
        return tx.first(REFERRED_TO, row -> row.getBoolean("referred"), from, to)
                .orElseThrow();
    }

    private List<LocalDate> existing() {
        return transactions.single(tx -> tx.list(EXISTING, row -> Days.day(row.getString("relname"))));
    }
}
