package dev.firstline.ingest.store;

import dev.firstline.platform.database.Tx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table {@code batch}: what was accepted. Rows are written once and never changed. */
@Singleton
public class BatchStore {

    /** The kind of due work that brings a batch to triage; its key is the batch's id. */
    public static final String KIND = "batch";

    /** A batch has one version: it never changes. */
    public static final long VERSION = 1;

    /**
     * Everything that a commit writes, in one round trip. The place is taken in here, so that what was sent after an earlier
     * acknowledgement has the greater one. The deadline is looked at in here, by the database's clock: a process that was paused
     * must not bring in, with a late place, what its sender has long repeated elsewhere. It is looked at once, so that all rows of a
     * request are written or none.
     */
    private static final String WRITE = """
            with given as (
                select nextval('place') as place, one.*
                  from unnest($1::uuid[], $2::integer[], $3::text[], $4::bytea[], $5::bytea[], $6::text[])
                       as one (id, event_count, sources, events, payloads, traceparent)
                 where (select clock_timestamp()) < $7
            ), stored as (
                insert into batch (id, place, accepted_time, event_count, sources, events, payloads)
                select id, place, $8, event_count, string_to_array(sources, ' '), events, payloads from given
                    on conflict (id) do nothing
                returning id, place
            ), due as (
                insert into due_work (kind, key, version, take_time, attempt, traceparent, body)
                select 'batch', stored.id::text, 1, $9, 1, given.traceparent, ''
                  from stored join given using (id) where given.event_count > 0
                    on conflict (kind, key) do nothing
            )
            select id, place from stored""";

    private static final String WRITE_AT_PLACE = """
            with stored as (
                insert into batch (id, place, accepted_time, event_count, sources, events, payloads, origin, first_index)
                values ($1, $2, $3, $4, string_to_array($5, ' '), $6, $7, $10, $11)
                    on conflict (id) do nothing
                returning id
            )
            insert into due_work (kind, key, version, take_time, attempt, traceparent, body)
            select 'batch', id::text, 1, $8, 0, $9, '' from stored where $4::integer > 0
                on conflict (kind, key) do nothing""";

    /**
     * Writes rows with the next places, and the work that brings those with events to triage.
     *
     * @param deadline the database writes nothing from then on
     * @param acceptedTime what is kept as the time of acceptance
     * @param leasedUntil how long the work is left to this process
     * @return the places of what was written; a row that is missing was not, because of the deadline or since it is there already
     */
    Map<UUID, Long> write(Tx tx, List<Row> rows, Instant deadline, Instant acceptedTime, Instant leasedUntil) {
        int n = rows.size();
        UUID[] ids = new UUID[n];
        Integer[] counts = new Integer[n];
        String[] sources = new String[n];
        Buffer[] events = new Buffer[n];
        Buffer[] payloads = new Buffer[n];
        String[] traceparents = new String[n];
        for (int i = 0; i < n; i++) {
            Row row = rows.get(i);
            ids[i] = row.id();
            counts[i] = row.eventCount();
            sources[i] = row.sources();
            events[i] = Buffer.buffer(row.events());
            payloads[i] = Buffer.buffer(row.payloads());
            traceparents[i] = row.traceparent();
        }
        return places(tx.query(
                WRITE,
                ids,
                counts,
                sources,
                events,
                payloads,
                traceparents,
                offset(deadline),
                offset(acceptedTime),
                offset(leasedUntil)));
    }

    /** The places of those rows that are stored: the answer to a commit that got none. */
    Map<UUID, Long> places(Tx tx, List<Row> rows) {
        UUID[] ids = rows.stream().map(Row::id).toArray(UUID[]::new);
        return places(tx.query("select id, place from batch where id = any($1)", (Object) ids));
    }

    /** Writes a row that has its id and its place already, unless it is there; its work is due at once. */
    void writeAt(Tx tx, Row row, long place, Instant acceptedTime, Instant now) {
        writeAt(tx, row, place, acceptedTime, now, null, 0);
    }

    /** Writes events that were read again out of a batch's payloads, unless they are there; their work is due at once. */
    void writeReplayed(Tx tx, Row row, Batch origin, int firstIndex, Instant now) {
        writeAt(tx, row, origin.place(), origin.acceptedTime(), now, origin.id(), firstIndex);
    }

    private static void writeAt(
            Tx tx, Row row, long place, Instant acceptedTime, Instant now, UUID origin, int firstIndex) {
        tx.update(
                WRITE_AT_PLACE,
                row.id(),
                place,
                offset(acceptedTime),
                row.eventCount(),
                row.sources(),
                Buffer.buffer(row.events()),
                Buffer.buffer(row.payloads()),
                offset(now),
                row.traceparent(),
                origin,
                firstIndex);
    }

    /** One batch; empty where there is none, or none any more. */
    public Optional<Batch> find(Tx tx, UUID id) {
        return tx.first(
                "select id, place, first_index, accepted_time, event_count, events from batch where id = $1",
                BatchStore::batch,
                id);
    }

    static Batch batch(io.vertx.sqlclient.Row row) {
        return new Batch(
                row.getUUID("id"),
                row.getLong("place"),
                row.getInteger("first_index"),
                row.getOffsetDateTime("accepted_time").toInstant(),
                row.getInteger("event_count"),
                row.getBuffer("events").getBytes());
    }

    /** How many events each of these batches holds; those that don't exist are left out. */
    Map<UUID, Integer> eventCounts(Tx tx, List<UUID> ids) {
        Map<UUID, Integer> counts = new HashMap<>();
        tx.query("select id, event_count from batch where id = any($1)", (Object) ids.toArray(UUID[]::new))
                .forEach(row -> counts.put(row.getUUID("id"), row.getInteger("event_count")));
        return counts;
    }

    private static Map<UUID, Long> places(Iterable<io.vertx.sqlclient.Row> rows) {
        Map<UUID, Long> places = new HashMap<>();
        for (io.vertx.sqlclient.Row row : rows) places.put(row.getUUID("id"), row.getLong("place"));
        return places;
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
