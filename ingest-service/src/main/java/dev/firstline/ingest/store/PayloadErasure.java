package dev.firstline.ingest.store;

import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;

/** Erases payloads: their batches are rewritten without them. The events that were read from them stay as long as their batches. */
@Singleton
public class PayloadErasure {

    private static final UUID NOTHING_YET = new UUID(0, 0);

    private static final String NEXT = """
            select id, payloads from batch
             where id > $1 and id < $2 and $3 = any(sources) and length(payloads) > 0
             order by id limit $4 for update""";

    private static final String LIKE = """
            select id, payloads from batch where id >= $1 and id <= $2 and length(payloads) > 0
             order by id for update""";

    /** Payloads that nobody could read are erased, too: a replay of one would bring it back behind what is erased already. */
    private static final String FORGET_UNREAD = """
            with forgotten as (
                delete from unread_payload where source = $1 and accepted_time < $2 returning replayed_time)
            select count(*) filter (where replayed_time is null) as waiting from forgotten""";

    private final PayloadForm form;

    public PayloadErasure(PayloadForm form) {
        this.form = form;
    }

    /**
     * What one round came to.
     *
     * @param batches how many were rewritten
     * @param unread how many payloads that waited for a replay were erased
     * @param finished whether none is left
     */
    public record Round(int batches, int unread, boolean finished) {}

    /**
     * Erases the payloads of a source that were accepted before a time, a bounded number of batches in one transaction.
     *
     * @param limit how many batches are looked at
     */
    public Round eraseOld(Tx tx, String source, Instant before, int limit) {
        tx.update(
                "insert into payload_erasure (source, erased_to) values ($1, $2) on conflict (source) do nothing",
                source,
                NOTHING_YET);
        UUID from = tx.first(
                        "select erased_to from payload_erasure where source = $1 for update",
                        row -> row.getUUID("erased_to"),
                        source)
                .orElseThrow();
        int unread = tx.first(
                        FORGET_UNREAD,
                        row -> row.getLong("waiting").intValue(),
                        source,
                        before.atOffset(ZoneOffset.UTC))
                .orElseThrow();
        List<Row> rows = tx.list(NEXT, row -> row, from, Days.firstId(before), source, limit);
        int batches = without(tx, rows, (whose, id) -> whose.equals(source));
        if (!rows.isEmpty()) {
            tx.send(
                    "update payload_erasure set erased_to = $2 where source = $1",
                    source,
                    rows.getLast().getUUID("id"));
        }
        return new Round(batches, unread, rows.size() < limit);
    }

    /**
     * Erases one payload from wherever it is kept: from every batch that was made in the same millisecond, since a large one has a copy
     * in each of its batches, and from the payloads that could not be read, since one that was replayed stands there, too.
     *
     * @param madeWith a batch that holds it, or the payload's own id
     * @return whether it was there
     */
    public boolean erase(Tx tx, UUID madeWith, UUID payload) {
        // First, as a replay does: one that is under way has made its batches by the time they are looked for.
        int unread = tx.update("delete from unread_payload where id = $1", payload);
        UUID from = Days.firstId(Ids.time(madeWith));
        List<Row> rows = tx.list(LIKE, row -> row, from, Days.lastIdLike(madeWith));
        return unread + without(tx, rows, (source, id) -> id.equals(payload.toString())) > 0;
    }

    private int without(Tx tx, List<Row> rows, BiPredicate<String, String> unwanted) {
        int rewritten = 0;
        for (Row row : rows) {
            var kept = form.without(row.getBuffer("payloads").getBytes(), unwanted);
            if (kept.isEmpty()) continue;
            tx.update("update batch set payloads = $2 where id = $1", row.getUUID("id"), Buffer.buffer(kept.get()));
            rewritten++;
        }
        return rewritten;
    }
}
