package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.Event;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code seen_delivery}: which vendors' deliveries triage has seen lately. */
@Singleton
public class DeliveryStore {

    /** How long a delivery is remembered. */
    public static final Duration MEMORY = Duration.ofDays(7);

    private record Key(String source, String delivery, String fingerprint) implements Comparable<Key> {

        static Key of(Event event) {
            return new Key(
                    event.key().source(), event.delivery().id(), event.key().fingerprint());
        }

        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            if (bySource != 0) return bySource;
            int byDelivery = delivery.compareTo(other.delivery);
            return byDelivery != 0 ? byDelivery : fingerprint.compareTo(other.fingerprint);
        }
    }

    private static final String NOTE = """
            with named as (
                select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
                           as named(source, delivery_id, fingerprint, payload_id)),
            noted as (
                insert into seen_delivery (source, delivery_id, fingerprint, payload_id, seen_time)
                select source, delivery_id, fingerprint, payload_id, $5 from named order by 1, 2, 3
                on conflict (source, delivery_id, fingerprint) do update
                   set payload_id = case when seen_delivery.seen_time < $6 then excluded.payload_id
                                         else seen_delivery.payload_id end,
                       seen_time = case when seen_delivery.seen_time < $6 then excluded.seen_time
                                        else seen_delivery.seen_time end
                returning source, delivery_id, fingerprint, payload_id)
            select * from noted""";

    /** Notes the events' deliveries, and leaves out the events that were seen before, out of another payload. */
    public List<Event> unseen(Tx tx, List<Event> events, Instant now) {
        Map<Key, String> payloads = new TreeMap<>();
        for (Event event : events) {
            if (!event.delivery().id().isEmpty()) {
                payloads.putIfAbsent(Key.of(event), event.delivery().payload());
            }
        }
        if (payloads.isEmpty()) return events;
        for (Row row : note(tx, payloads, now)) {
            Key key = new Key(row.getString("source"), row.getString("delivery_id"), row.getString("fingerprint"));
            payloads.put(key, row.getString("payload_id"));
        }
        List<Event> unseen = new ArrayList<>();
        for (Event event : events) {
            boolean known = !event.delivery().id().isEmpty()
                    && !payloads.get(Key.of(event)).equals(event.delivery().payload());
            if (!known) unseen.add(event);
        }
        return unseen;
    }

    private static Iterable<Row> note(Tx tx, Map<Key, String> payloads, Instant now) {
        var columns = new Columns<>(payloads.entrySet())
                .texts(entry -> entry.getKey().source())
                .texts(entry -> entry.getKey().delivery())
                .texts(entry -> entry.getKey().fingerprint())
                .texts(Map.Entry::getValue)
                .arguments();
        Object[] arguments = java.util.Arrays.copyOf(columns, 6);
        arguments[4] = Columns.offset(now);
        arguments[5] = Columns.offset(now.minus(MEMORY));
        return tx.query(NOTE, arguments);
    }

    /** Forgets a bounded number of deliveries that are older than is remembered; how many. */
    public int forgetOld(Tx tx, Instant now) {
        return tx.update("""
                delete from seen_delivery where ctid = any (array(
                    select ctid from seen_delivery where seen_time < $1 limit 5000))""", Columns.offset(now.minus(MEMORY)));
    }
}
