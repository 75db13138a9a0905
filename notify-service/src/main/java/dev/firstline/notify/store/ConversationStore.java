package dev.firstline.notify.store;

import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Told;
import dev.firstline.platform.database.Tx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The table {@code conversation}: what each destination knows of each incident, and who is telling it. */
@Singleton
public class ConversationStore {

    private static final String THE_ROW = " where incident_id = $1 and channel = $2 and destination = $3";

    private static final String WITH_LEASE = THE_ROW + " and lease_number = $4";

    /** Begins a conversation, unless it has begun. */
    public void begin(Tx tx, ConversationKey key) {
        tx.send("""
                insert into conversation (incident_id, channel, destination) values ($1, $2, $3)
                on conflict do nothing""", key.incidentId(), key.channel(), key.destination());
    }

    /** The conversations about an incident. */
    public List<ConversationKey> of(Tx tx, UUID incidentId) {
        return tx.list(
                "select channel, destination from conversation where incident_id = $1 order by channel, destination",
                row -> new ConversationKey(incidentId, row.getString(0), row.getString(1)),
                incidentId);
    }

    /** Locks a conversation; empty where there is none. */
    public Optional<ConversationRow> lock(Tx tx, ConversationKey key) {
        return tx.first(
                "select * from conversation" + THE_ROW + " for update",
                row -> row(key, row),
                key.incidentId(),
                key.channel(),
                key.destination());
    }

    /**
     * Leases a locked conversation for one operation.
     *
     * @param attempt the delivery that is intended; null for a look
     * @return the lease's number
     */
    public long lease(Tx tx, ConversationRow row, Told told, UUID attempt, Instant now, Instant until) {
        tx.send(
                "update conversation set lease_number = $4, lease_time = $5, attempt_id = $6, attempt_time = $7,"
                        + " told_seq = $8, told = $9, wait_scope = null, wait_since = null, wait_time = null" + THE_ROW,
                row.key().incidentId(),
                row.key().channel(),
                row.key().destination(),
                row.leaseNumber() + 1,
                offset(until),
                attempt,
                attempt == null ? null : offset(now),
                told.seq(),
                json(told));
        return row.leaseNumber() + 1;
    }

    /** Writes what the destination knows and ends the lease; false where somebody else has one meanwhile: then nothing is written. */
    public boolean know(Tx tx, ConversationKey key, long leaseNumber, Told told) {
        return tx.update(
                        "update conversation set told_seq = $5, told = $6, lease_time = null, attempt_id = null, attempt_time = null"
                                + WITH_LEASE,
                        key.incidentId(),
                        key.channel(),
                        key.destination(),
                        leaseNumber,
                        told.seq(),
                        json(told))
                > 0;
    }

    /** Ends the lease with nothing new known; false where somebody else has one meanwhile. */
    public boolean release(Tx tx, ConversationKey key, long leaseNumber) {
        return tx.update(
                        "update conversation set lease_time = null, attempt_id = null, attempt_time = null"
                                + WITH_LEASE,
                        key.incidentId(),
                        key.channel(),
                        key.destination(),
                        leaseNumber)
                > 0;
    }

    /** Notes that nobody saw the end of an attempt, or that it came after its lease: the oldest such attempt counts. */
    public void doubt(Tx tx, ConversationKey key, Instant attemptTime, Instant settleTime) {
        tx.send(
                "update conversation set doubt_time = least(doubt_time, $4), settle_time = greatest(settle_time, $5), look = true"
                        + THE_ROW,
                key.incidentId(),
                key.channel(),
                key.destination(),
                offset(attemptTime),
                offset(settleTime));
    }

    /** Somebody has looked: nothing that arrived by now will be sent again, unless there was another doubt meanwhile. */
    public void looked(Tx tx, ConversationKey key, Instant settleTime) {
        tx.send(
                "update conversation set look = false" + THE_ROW + " and settle_time = $4",
                key.incidentId(),
                key.channel(),
                key.destination(),
                offset(settleTime));
    }

    /** What is in doubt can't be looked at before this time: what is to be told is told meanwhile. */
    public void goOn(Tx tx, ConversationKey key, Instant settleTime) {
        tx.send(
                "update conversation set look = false, settle_time = greatest(settle_time, $4)" + THE_ROW,
                key.incidentId(),
                key.channel(),
                key.destination(),
                offset(settleTime));
    }

    /** The truth is restored, unless there was another doubt since it was locked with this settle time. */
    public void settled(Tx tx, ConversationKey key, Instant settleTime) {
        tx.send(
                "update conversation set doubt_time = null, settle_time = null, look = false" + THE_ROW
                        + " and settle_time = $4",
                key.incidentId(),
                key.channel(),
                key.destination(),
                offset(settleTime));
    }

    /** Takes a place among those who wait for a budget. */
    public void waitFor(Tx tx, ConversationKey key, String scope, int priority, Instant since, Instant until) {
        tx.send(
                "update conversation set wait_scope = $4, wait_priority = $5, wait_since = $6, wait_time = $7"
                        + THE_ROW,
                key.incidentId(),
                key.channel(),
                key.destination(),
                scope,
                priority,
                offset(since),
                offset(until));
    }

    private static ConversationRow row(ConversationKey key, Row row) {
        Map<String, String> facts = new TreeMap<>();
        row.getJsonObject("told").forEach(fact -> facts.put(fact.getKey(), String.valueOf(fact.getValue())));
        return new ConversationRow(
                key,
                new Told(row.getLong("told_seq"), facts),
                row.getLong("lease_number"),
                time(row, "lease_time"),
                Optional.ofNullable(row.getUUID("attempt_id")),
                time(row, "attempt_time"),
                time(row, "doubt_time"),
                time(row, "settle_time"),
                row.getBoolean("look"),
                time(row, "wait_since"));
    }

    private static JsonObject json(Told told) {
        JsonObject facts = new JsonObject();
        told.facts().forEach(facts::put);
        return facts;
    }

    private static Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
