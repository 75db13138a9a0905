package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.platform.rpc.PageToken;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events that could not be folded: the rows of kind "event" in the table {@code dead_letter}. */
@Singleton
public class DeadEvents {

    /** What the table calls an event. Its body is a firstline.common.v1.Event. */
    public static final String KIND = "event";

    /**
     * An event that could not be folded.
     *
     * @param id the dead letter's
     * @param eventId the event's
     * @param event as it was received, with id and place
     * @param reason why
     * @param created when it was set apart
     * @param replayed when it was folded after all
     */
    public record DeadEvent(
            UUID id, String eventId, byte[] event, String reason, Instant created, Optional<Instant> replayed) {}

    private static final String LIST = """
            select * from dead_letter
             where kind = 'event' and (created_time, id) < ($1, $2) and ($3 or replayed_time is null)
             order by created_time desc, id desc limit $4""";

    /** Newest first. */
    public List<DeadEvent> list(Tx tx, PageToken from, boolean includeReplayed, int limit) {
        return tx.list(LIST, DeadEvents::read, Columns.offset(from.time()), from.id(), includeReplayed, limit);
    }

    /** Locks one; empty where there is no such dead letter. */
    public Optional<DeadEvent> lock(Tx tx, UUID id) {
        return tx.first("select * from dead_letter where id = $1 and kind = 'event' for update", DeadEvents::read, id);
    }

    /** Says that one was folded after all. */
    public void replayed(Tx tx, UUID id, Instant now) {
        tx.send("update dead_letter set replayed_time = $2 where id = $1", id, Columns.offset(now));
    }

    /** How many wait for somebody to look at them. */
    public long waiting(Tx tx) {
        return tx.first(
                        "select count(*) as waiting from dead_letter where kind = 'event' and replayed_time is null",
                        row -> row.getLong("waiting"))
                .orElseThrow();
    }

    private static DeadEvent read(Row row) {
        return new DeadEvent(
                row.getUUID("id"),
                row.getString("key"),
                row.getBuffer("body").getBytes(),
                row.getString("reason"),
                row.getOffsetDateTime("created_time").toInstant(),
                Optional.ofNullable(Columns.instant(row.getOffsetDateTime("replayed_time"))));
    }
}
