package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.AlertKey;
import dev.firstline.triage.domain.Event;
import dev.firstline.triage.domain.Position;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * The table {@code seen_delivery}: which vendors' deliveries triage has seen lately, each at the place where it was first accepted,
 * with what it said. {@link dev.firstline.triage.domain.Standing} says what follows. A source that names some of its deliveries and
 * not others is put right only as far as it names them.
 */
@Singleton
public class DeliveryStore {

    /** How long a delivery is remembered. */
    public static final Duration MEMORY = Duration.ofDays(7);

    /** How many statements about an alert are looked at: only where a source's own order differs from the places is it more than one. */
    private static final int NEWEST = 20;

    /** The update that changes nothing locks the row, and has it answered as it is. */
    private static final String NOTE = """
            insert into seen_delivery (key, alert_key, payload_id, place, place_index, event, seen_time)
            select named.*, $7
              from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::integer[], $6::bytea[])
                as named(key, alert_key, payload_id, place, place_index, event) order by key
            on conflict (key) do update set key = excluded.key
            returning key, payload_id, place, place_index, seen_time""";

    private static final String REPLACE = """
            update seen_delivery d
               set alert_key = v.alert_key, payload_id = v.payload_id, place = v.place, place_index = v.place_index,
                   event = v.event, seen_time = $7
              from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::integer[], $6::bytea[])
                as v(key, alert_key, payload_id, place, place_index, event)
             where d.key = v.key""";

    /**
     * What is known of the deliveries of some events.
     *
     * @param copies the ids of those whose delivery stands at an earlier place
     * @param foldedCopies by the ids of those that a copy was folded before: where the copy stood
     */
    public record Deliveries(Set<String> copies, Map<String, Position> foldedCopies) {}

    /** A delivery's last word about an alert, as it is to be noted. */
    private record Noted(Event event, int index) {

        String payload() {
            return event.delivery().payload();
        }
    }

    /** A delivery as it stands in the table. */
    private record Known(String payload, Position place, Instant seen) {}

    /**
     * Notes the deliveries of events, each at its first place.
     *
     * @param events in the order of their places
     * @param encoded an event by its index, as it is to be kept
     */
    public Deliveries note(Tx tx, List<Event> events, IntFunction<byte[]> encoded, Instant now) {
        Map<UUID, Noted> given = given(events);
        if (given.isEmpty()) return new Deliveries(Set.of(), Map.of());
        Map<UUID, Known> known = new HashMap<>();
        for (Row row : tx.query(NOTE, columns(given, encoded, now))) known.put(row.getUUID("key"), known(row));
        Map<UUID, Noted> replaced = new TreeMap<>();
        Deliveries deliveries = new Deliveries(new HashSet<>(), new HashMap<>());
        for (Event event : events) {
            if (!isNamed(event)) continue;
            UUID key = key(event);
            Noted first = given.get(key);
            Known before = known.get(key);
            boolean forgotten = before.seen().isBefore(now.minus(MEMORY));
            if (!event.delivery().payload().equals(first.payload())) {
                deliveries.copies().add(event.id());
            } else if (forgotten || event.delivery().payload().equals(before.payload())) {
                if (forgotten || isEarlier(before.place(), first.event().position())) replaced.put(key, first);
            } else if (isEarlier(event.position(), before.place())) {
                deliveries.foldedCopies().put(event.id(), before.place());
                replaced.put(key, first);
            } else {
                deliveries.copies().add(event.id());
            }
        }
        if (!replaced.isEmpty()) tx.update(REPLACE, columns(replaced, encoded, now));
        return deliveries;
    }

    /** The first payload of each delivery, by the last event in it that speaks of the alert. */
    private static Map<UUID, Noted> given(List<Event> events) {
        Map<UUID, Noted> given = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (!isNamed(event)) continue;
            given.merge(
                    key(event),
                    new Noted(event, i),
                    (first, next) -> first.payload().equals(next.payload()) ? next : first);
        }
        return given;
    }

    /** What the newest deliveries that speak of an alert say, as it was kept. The alert is locked, so that none is under way. */
    public List<byte[]> newestOf(Tx tx, AlertKey alert) {
        return tx.list(
                "select event from seen_delivery where alert_key = $1 order by place desc, place_index desc limit $2",
                row -> row.getBuffer("event").getBytes(),
                key(alert),
                NEWEST);
    }

    private static Object[] columns(Map<UUID, Noted> noted, IntFunction<byte[]> encoded, Instant now) {
        List<Map.Entry<UUID, Noted>> rows = List.copyOf(noted.entrySet());
        List<Object> arguments = new ArrayList<>(List.of(new Columns<>(rows)
                .uuids(Map.Entry::getKey)
                .uuids(row -> key(row.getValue().event().key()))
                .texts(row -> row.getValue().payload())
                .longs(row -> row.getValue().event().position().batch())
                .integers(row -> row.getValue().event().position().index())
                .arguments()));
        arguments.add(rows.stream()
                .map(row -> Buffer.buffer(encoded.apply(row.getValue().index())))
                .toArray(Buffer[]::new));
        arguments.add(Columns.offset(now));
        return arguments.toArray();
    }

    private static Known known(Row row) {
        return new Known(
                row.getString("payload_id"),
                new Position(null, row.getLong("place"), row.getInteger("place_index")),
                row.getOffsetDateTime("seen_time").toInstant());
    }

    private static boolean isEarlier(Position one, Position other) {
        return one.batch() != other.batch() ? one.batch() < other.batch() : one.index() < other.index();
    }

    private static boolean isNamed(Event event) {
        return !event.delivery().id().isEmpty();
    }

    private static UUID key(Event event) {
        String delivery = event.delivery().id();
        return digest(
                named(event.key().source()) + named(delivery) + event.key().fingerprint());
    }

    private static UUID key(AlertKey alert) {
        return digest(named(alert.source()) + alert.fingerprint());
    }

    private static String named(String text) {
        return text.length() + ":" + text;
    }

    /** A digest, since vendors' ids may be longer than an index takes. */
    private static UUID digest(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets a bounded number of deliveries that are older than is remembered; how many. */
    public int forgetOld(Tx tx, Instant now) {
        return tx.update("""
                delete from seen_delivery where ctid = any (array(
                    select ctid from seen_delivery where seen_time < $1 limit 5000))""", Columns.offset(now.minus(MEMORY)));
    }
}
