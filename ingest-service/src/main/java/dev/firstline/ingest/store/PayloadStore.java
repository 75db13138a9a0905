package dev.firstline.ingest.store;

import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Tx;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stored payloads, read again: batches with their payloads, and the batches that come out of them later. */
@Singleton
public class PayloadStore {

    /** More than a batch has events, so that no two readings of its payloads meet. */
    public static final int READING = 1000;

    private static final String PAGE = """
            select id from batch
             where id > $1 and id < $2 and $3 = any(sources) and origin is null and length(payloads) > 0
             order by id limit $4""";

    private static final String AT_ONE_TIME = """
            select id, place, first_index, accepted_time, event_count, events, payloads, origin from batch
             where id >= $1 and id <= $2
             order by origin is not null, place, first_index""";

    /** In a statement of its own, since one statement doesn't see what others committed while it waited. */
    private static final String LOCK =
            "select id from batch where id >= $1 and id <= $2 and origin is null order by id for update";

    private final BatchStore batches;

    public PayloadStore(BatchStore batches) {
        this.batches = batches;
    }

    /**
     * A batch with its payloads.
     *
     * @param batch the batch
     * @param payloads a deflated PayloadBatch
     * @param origin the batch whose payloads were read again for it; empty for a batch as it was accepted
     */
    public record Whole(Batch batch, byte[] payloads, Optional<UUID> origin) {}

    /** The id before all that were made at a time or later. */
    public static UUID before(Instant time) {
        return Days.firstId(time);
    }

    /** The id behind all that were made in the same millisecond. */
    public static UUID behind(UUID id) {
        return Days.lastIdLike(id);
    }

    /** The batches with payloads of a source whose ids lie between two others, oldest first. */
    public List<UUID> page(Tx tx, String source, UUID after, UUID until, int limit) {
        return tx.list(PAGE, row -> row.getUUID("id"), after, until, source, limit);
    }

    /**
     * All batches that were made in the same millisecond as one: those that share its payloads, and what was read out of them later,
     * are among them. First those as they were accepted, by place, then the others as they were read. They stay locked: whoever reads
     * them again at the same time waits, and then sees what came out here.
     */
    public List<Whole> like(Tx tx, UUID id) {
        UUID from = Days.firstId(Ids.time(id));
        UUID to = Days.lastIdLike(id);
        tx.query(LOCK, from, to);
        return tx.list(AT_ONE_TIME, PayloadStore::whole, from, to);
    }

    /**
     * Stores events that were read again out of a batch's payloads.
     *
     * @param firstIndex behind all that was read out of them before
     */
    public void write(Tx tx, Batch origin, int firstIndex, Chunk chunk, Instant now) {
        try (Packer packer = new Packer()) {
            Submission one = new Submission(List.of(chunk), now, "");
            dev.firstline.ingest.store.Row packed =
                    packer.pack(List.of(one), now).rows().getFirst();
            var row = new dev.firstline.ingest.store.Row(
                    Days.replayed(origin.id(), firstIndex),
                    packed.eventCount(),
                    packed.sources(),
                    packed.events(),
                    packed.payloads(),
                    packed.traceparent());
            batches.writeReplayed(tx, row, origin, firstIndex, now);
        }
    }

    private static Whole whole(Row row) {
        return new Whole(
                BatchStore.batch(row),
                row.getBuffer("payloads").getBytes(),
                Optional.ofNullable(row.getUUID("origin")));
    }
}
