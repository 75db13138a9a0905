package dev.firstline.ingest.store;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.platform.database.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Payloads that could not be read (the table {@code unread_payload}), and the list that shows them beside refused batches. */
@Singleton
public class DeadLetters {

    /** Tag, length, and a field of two bytes. */
    private static final int SHORTEST_EVENT_BYTES = 4;

    private static final String STORE = """
        insert into unread_payload
               (id, source, content_type, headers, body, reason, places, accepted_time, traceparent)
        select $1, $2, $3, $4, $5, $6, (select array_agg(nextval('place')) from generate_series(1, $7)), $8, $9
         where clock_timestamp() < $10
            on conflict (id) do nothing\
        """;

    private static final String LIST = """
        select * from (
            select id, source, accepted_time, reason, content_type, length(body) as size, replayed_time
              from unread_payload
             where id < $1 and ($2 = '' or source = $2) and ($3 or replayed_time is null)
               and accepted_time >= $5 and accepted_time < $6
               and ($7 = '' or strpos(lower(reason), lower($7)) > 0)
             order by id desc limit $4) unread
        union all
        select * from (
            select letter.id, array_to_string(batch.sources, ', '), batch.accepted_time, letter.reason, '',
                   length(batch.events), letter.replayed_time
              from dead_letter letter join batch on batch.id = letter.key::uuid
             where letter.kind = 'batch' and letter.id < $1 and ($2 = '' or $2 = any(batch.sources))
               and ($3 or letter.replayed_time is null)
               and batch.accepted_time >= $5 and batch.accepted_time < $6
               and ($7 = '' or strpos(lower(letter.reason), lower($7)) > 0)
             order by letter.id desc limit $4) refused
        order by id desc limit $4\
        """;

    /**
     * Which dead letters are wanted.
     *
     * @param source only those of this source; all where empty
     * @param includeReplayed those that were replayed, too
     * @param from only those accepted then or later
     * @param until only those accepted before
     * @param reason only those whose reason contains this; all where empty
     */
    public record Filter(String source, boolean includeReplayed, Instant from, Instant until, String reason) {

        static final Filter ALL = new Filter("", true, Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"), "");
    }

    /** A payload with what a replay needs beyond it. */
    record Stored(UnreadPayload unread, List<Long> places, boolean replayed) {}

    /**
     * Keeps a payload that could not be read, unless the deadline has passed by the database's clock.
     *
     * @return whether it is kept, now or from an earlier call with the same id
     */
    public boolean store(Tx tx, UnreadPayload unread, Instant deadline) {
        Payload payload = unread.payload();
        int written = tx.update(
                STORE,
                unread.id(),
                payload.source(),
                payload.contentType(),
                new JsonObject(new LinkedHashMap<>(payload.headers())),
                Buffer.buffer(payload.body()),
                unread.reason(),
                placesFor(payload.body()),
                offset(unread.acceptedTime()),
                unread.traceparent(),
                offset(deadline));
        return written > 0 || find(tx, unread.id()).isPresent();
    }

    /**
     * How many batches may come out of a payload once it is understood: each event is an object, so it has at least one brace in JSON,
     * and four bytes in protobuf, which has no braces; one more may be added about the payload itself; and large ones are cut by size,
     * too.
     */
    static int placesFor(byte[] body) {
        int braces = 0;
        for (byte b : body) if (b == '{') braces++;
        int events = Math.max(braces, body.length / SHORTEST_EVENT_BYTES);
        return 2 + events / Chunk.MAX_EVENTS + body.length / (Chunk.MAX_BYTES / 8);
    }

    Optional<Stored> find(Tx tx, UUID id) {
        return tx.first("select * from unread_payload where id = $1", DeadLetters::stored, id);
    }

    /** Marks a payload as replayed under its lock; false where somebody was first. */
    boolean markReplayed(Tx tx, UUID id, Instant now) {
        return tx.update(
                        "update unread_payload set replayed_time = $2 where id = $1 and replayed_time is null",
                        id,
                        offset(now))
                > 0;
    }

    /** The batch that a dead letter of due work is about; empty where there is no such letter. */
    Optional<UUID> refusedBatch(Tx tx, UUID letter) {
        return tx.first(
                "select key from dead_letter where id = $1 and kind = 'batch'",
                row -> UUID.fromString(row.getString("key")),
                letter);
    }

    /**
     * Dead letters, newest first.
     *
     * @param before only those with a smaller id
     */
    public List<DeadLetter> list(Tx tx, UUID before, Filter filter, int limit) {
        return tx.list(
                LIST,
                DeadLetters::listed,
                before,
                filter.source(),
                filter.includeReplayed(),
                limit,
                offset(filter.from()),
                offset(filter.until()),
                filter.reason());
    }

    /** One of the list, whether it was replayed or not; empty where there is none. */
    public Optional<DeadLetter> listed(Tx tx, UUID id) {
        UUID behind = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
        return list(tx, behind, Filter.ALL, 1).stream()
                .filter(letter -> letter.id().equals(id))
                .findFirst();
    }

    /** What was sent; empty where there is no such letter, or triage refused it as a batch. */
    public Optional<Payload> payload(Tx tx, UUID id) {
        return find(tx, id).map(stored -> stored.unread().payload());
    }

    /** How many wait for somebody to look at them. */
    public long waiting(Tx tx) {
        return tx.first("""
                     select (select count(*) from unread_payload where replayed_time is null)
                          + (select count(*) from dead_letter where kind = 'batch' and replayed_time is null) as waiting\
                     """, row -> row.getLong("waiting")).orElseThrow();
    }

    /** Forgets payloads that were replayed long ago. */
    public void forgetReplayed(Tx tx, Instant before) {
        tx.update("delete from unread_payload where replayed_time < $1", offset(before));
    }

    private static Stored stored(Row row) {
        Map<String, String> headers = new LinkedHashMap<>();
        row.getJsonObject("headers").forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        Payload payload = new Payload(
                row.getString("source"),
                row.getString("content_type"),
                row.getBuffer("body").getBytes(),
                headers);
        UnreadPayload unread = new UnreadPayload(
                row.getUUID("id"),
                payload,
                row.getString("reason"),
                row.getOffsetDateTime("accepted_time").toInstant(),
                row.getString("traceparent"));
        return new Stored(
                unread,
                new ArrayList<>(List.of(row.getArrayOfLongs("places"))),
                row.getOffsetDateTime("replayed_time") != null);
    }

    private static DeadLetter listed(Row row) {
        OffsetDateTime replayed = row.getOffsetDateTime("replayed_time");
        return new DeadLetter(
                row.getUUID("id"),
                row.getString("source"),
                row.getOffsetDateTime("accepted_time").toInstant(),
                row.getString("reason"),
                row.getString("content_type"),
                row.getInteger("size"),
                Optional.ofNullable(replayed).map(OffsetDateTime::toInstant));
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
