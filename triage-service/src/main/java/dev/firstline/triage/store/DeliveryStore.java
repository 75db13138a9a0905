package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.Event;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The table {@code seen_delivery}: which vendors' deliveries triage has seen lately. */
@Singleton
public class DeliveryStore {

    /** How long a delivery is remembered. */
    public static final Duration MEMORY = Duration.ofDays(7);

    private static final String NOTE = """
            insert into seen_delivery (key, payload_id, seen_time)
            select key, payload_id, $3 from unnest($1::uuid[], $2::text[]) as named(key, payload_id) order by key
            on conflict (key) do update
               set payload_id = case when seen_delivery.seen_time < $4 then excluded.payload_id
                                     else seen_delivery.payload_id end,
                   seen_time = case when seen_delivery.seen_time < $4 then excluded.seen_time
                                    else seen_delivery.seen_time end
            returning key, payload_id""";

    /** Notes the events' deliveries, and leaves out the events that were seen before, out of another payload. */
    public List<Event> unseen(Tx tx, List<Event> events, Instant now) {
        Map<UUID, String> payloads = new TreeMap<>();
        for (Event event : events) {
            if (isNamed(event))
                payloads.putIfAbsent(key(event), event.delivery().payload());
        }
        if (payloads.isEmpty()) return events;
        UUID[] keys = payloads.keySet().toArray(UUID[]::new);
        String[] brought = payloads.values().toArray(String[]::new);
        Object noted = Columns.offset(now);
        for (Row row : tx.query(NOTE, keys, brought, noted, Columns.offset(now.minus(MEMORY)))) {
            payloads.put(row.getUUID("key"), row.getString("payload_id"));
        }
        return events.stream()
                .filter(event -> !isNamed(event)
                        || payloads.get(key(event)).equals(event.delivery().payload()))
                .toList();
    }

    private static boolean isNamed(Event event) {
        return !event.delivery().id().isEmpty();
    }

    /** A digest, since vendors' ids may be longer than an index takes. */
    private static UUID key(Event event) {
        String named = event.key().source().length() + ":" + event.key().source()
                + event.delivery().id().length() + ":" + event.delivery().id()
                + event.key().fingerprint();
        return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets a bounded number of deliveries that are older than is remembered; how many. */
    public int forgetOld(Tx tx, Instant now) {
        return tx.update("""
                delete from seen_delivery where ctid = any (array(
                    select ctid from seen_delivery where seen_time < $1 limit 5000))""", Columns.offset(now.minus(MEMORY)));
    }
}
