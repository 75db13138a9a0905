package dev.firstline.notify.store;

import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.store.DeliveryRecord.State;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.rpc.PageToken;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code delivery}: every attempt, with its outcome. */
@Singleton
public class DeliveryStore {

    private static final int LONGEST_DETAIL = 500;

    /** Writes the intent, in the transaction that leases the conversation. */
    public void intend(
            Tx tx,
            UUID id,
            ConversationKey key,
            Operation operation,
            long incidentVersion,
            long leaseNumber,
            Instant now) {
        tx.send(
                """
                insert into delivery (id, incident_id, channel, destination, operation, summary, outcome, detail, receipt,
                                      incident_version, lease_number, started_time)
                values ($1, $2, $3, $4, $5, $6, 'ATTEMPTED', '', '', $7, $8, $9)""",
                id,
                key.incidentId(),
                key.channel(),
                key.destination(),
                operation.name(),
                operation.summary(),
                incidentVersion,
                leaseNumber,
                offset(now));
    }

    /** Writes how it ended. */
    public void end(Tx tx, UUID id, State outcome, String detail, String receipt, Instant now) {
        tx.send(
                "update delivery set outcome = $2, detail = $3, receipt = $4, ended_time = $5 where id = $1",
                id,
                outcome.name(),
                cut(detail),
                receipt,
                offset(now));
    }

    /** Writes that nobody saw its end. */
    public void unseen(Tx tx, UUID id, String detail) {
        tx.send("update delivery set detail = $2 where id = $1 and outcome = 'ATTEMPTED'", id, cut(detail));
    }

    /** It was seen at the vendor: what nobody saw the end of was sent. */
    public void found(Tx tx, UUID id, String receipt, boolean stays, Instant now) {
        tx.send(
                """
                update delivery set outcome = $2, receipt = $3, detail = $4, ended_time = coalesce(ended_time, $5)
                 where id = $1 and (outcome = 'ATTEMPTED' or $2 = 'RETRY')""",
                id,
                (stays ? State.SENT : State.RETRY).name(),
                receipt,
                stays ? "its answer was lost; found at the vendor" : "it stood there twice; taken away",
                offset(now));
    }

    /** The truth is restored: whatever of a conversation nobody saw the end of has been repeated, or overtaken. */
    public void settle(Tx tx, ConversationKey key, Instant before, Instant now) {
        tx.send("""
                update delivery set outcome = 'RETRY', detail = 'nobody saw its end: ' || detail, ended_time = $5
                 where incident_id = $1 and channel = $2 and destination = $3 and outcome = 'ATTEMPTED' and started_time <= $4""", key.incidentId(), key.channel(), key.destination(), offset(before), offset(now));
    }

    /** A page of deliveries, newest first. */
    public List<DeliveryRecord> list(
            Tx tx, Optional<UUID> incidentId, Optional<String> channel, PageToken after, int size) {
        StringBuilder sql = new StringBuilder("select * from delivery where (started_time, id) < ($1, $2)");
        List<Object> arguments = new ArrayList<>(List.of(offset(after.time()), after.id()));
        incidentId.ifPresent(id -> {
            arguments.add(id);
            sql.append(" and incident_id = $").append(arguments.size());
        });
        channel.ifPresent(name -> {
            arguments.add(name);
            sql.append(" and channel = $").append(arguments.size());
        });
        arguments.add(size);
        sql.append(" order by started_time desc, id desc limit $").append(arguments.size());
        return tx.list(sql.toString(), DeliveryStore::record, arguments.toArray());
    }

    private static DeliveryRecord record(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime("ended_time");
        return new DeliveryRecord(
                row.getUUID("id"),
                row.getUUID("incident_id"),
                row.getString("channel"),
                row.getString("destination"),
                row.getString("operation"),
                row.getString("summary"),
                State.valueOf(row.getString("outcome")),
                row.getString("detail"),
                row.getString("receipt"),
                row.getLong("incident_version"),
                row.getOffsetDateTime("started_time").toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private static String cut(String text) {
        String clean = text.replace('\0', '\uFFFD');
        return clean.length() <= LONGEST_DETAIL ? clean : clean.substring(0, LONGEST_DETAIL);
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
