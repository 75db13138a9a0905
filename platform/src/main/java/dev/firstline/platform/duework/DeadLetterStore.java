package dev.firstline.platform.duework;

import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The table {@code dead_letter}: what its receiver refuses for good, kept until a person has it replayed. */
@Singleton
public class DeadLetterStore {

    private final InstantSource clock;

    public DeadLetterStore(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Parks due work that can't be done, in the transaction that removes it from {@code due_work}.
     *
     * @return the dead letter's id
     */
    public UUID park(Tx tx, DueWork work, String reason) {
        UUID id = Ids.next(clock.instant());
        tx.update(
                """
                insert into dead_letter (id, kind, key, version, traceparent, body, reason, created_time)
                values ($1, $2, $3, $4, $5, $6, $7, $8)""",
                id,
                work.kind(),
                work.key(),
                work.version(),
                work.traceparent(),
                Buffer.buffer(work.body()),
                reason,
                clock.instant().atOffset(ZoneOffset.UTC));
        return id;
    }

    /**
     * Takes a dead letter for a replay and marks it as replayed.
     *
     * @return the work it holds, due at once; empty where there is no such letter
     */
    public Optional<DueWork> takeForReplay(Tx tx, UUID id) {
        return tx.first(
                "update dead_letter set replayed_time = $2 where id = $1 returning *",
                row -> fromRow(row, clock),
                id,
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static DueWork fromRow(Row row, InstantSource clock) {
        return new DueWork(
                row.getString("kind"),
                row.getString("key"),
                row.getLong("version"),
                clock.instant(),
                0,
                row.getString("traceparent"),
                row.getBuffer("body").getBytes());
    }
}
