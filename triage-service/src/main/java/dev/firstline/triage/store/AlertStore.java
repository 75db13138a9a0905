package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.AlertKey;
import dev.firstline.triage.domain.AlertState;
import dev.firstline.triage.domain.AlertState.Seen;
import dev.firstline.triage.domain.Assessment;
import dev.firstline.triage.domain.Content;
import dev.firstline.triage.domain.Decision;
import dev.firstline.triage.domain.Episode;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.Position;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table {@code alert}. Every writer locks the rows it changes first, in the order of their keys. */
@Singleton
public class AlertStore {

    private static final String LEAN = """
            a.id, a.source, a.fingerprint, a.newest_order, a.newest_batch, a.newest_index, a.first_seen_time, a.last_seen_time,
            a.event_count, a.late_count, a.occurrences, a.content_id, a.earlier_keys, a.episode_id, a.episode_number,
            a.episode_keys, a.episode_started_time, a.episode_stretch_time, a.episode_ended_time, a.episode_flaps, a.group_key,
            a.impact, a.impact_reason, a.policy_hash, a.decided_impact, a.decided_reason, a.decided_by, a.decided_time""";

    private static final String LOCK = "select " + LEAN + """

              from alert a
              join unnest($1::text[], $2::text[]) as named(source, fingerprint)
                on a.source = named.source and a.fingerprint = named.fingerprint
             order by a.source, a.fingerprint
               for update of a""";

    private static final String LOCK_WHOLE = "select " + LEAN + """
            , a.content
              from alert a where a.id = any($1::uuid[]) order by a.source, a.fingerprint for update of a""";

    private static final String ROWS = """
            unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::integer[], $7::timestamptz[],
                   $8::timestamptz[], $9::bigint[], $10::bigint[], $11::bigint[], $12::uuid[], $13::text[], $14::text[],
                   $15::uuid[], $16::integer[], $17::text[], $18::timestamptz[], $19::timestamptz[], $20::timestamptz[],
                   $21::integer[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $27::text[], $28::text[],
                   $29::timestamptz[])
            as v(id, source, fingerprint, newest_order, newest_batch, newest_index, first_seen_time, last_seen_time,
                 event_count, late_count, occurrences, content_id, content, earlier_keys, episode_id, episode_number,
                 episode_keys, episode_started_time, episode_stretch_time, episode_ended_time, episode_flaps, group_key,
                 impact, impact_reason, policy_hash, decided_impact, decided_reason, decided_by, decided_time)""";

    private static final String INSERT = """
            insert into alert (id, source, fingerprint, newest_order, newest_batch, newest_index, first_seen_time,
                   last_seen_time, event_count, late_count, occurrences, content_id, content, earlier_keys, episode_id,
                   episode_number, episode_keys, episode_started_time, episode_stretch_time, episode_ended_time, episode_flaps,
                   group_key, impact, impact_reason, policy_hash, decided_impact, decided_reason, decided_by, decided_time)
            select v.id, v.source, v.fingerprint, v.newest_order, v.newest_batch, v.newest_index, v.first_seen_time,
                   v.last_seen_time, v.event_count, v.late_count, v.occurrences, v.content_id, v.content::jsonb,
                   v.earlier_keys::jsonb, v.episode_id, v.episode_number, v.episode_keys::jsonb, v.episode_started_time,
                   v.episode_stretch_time, v.episode_ended_time, v.episode_flaps, v.group_key, v.impact, v.impact_reason,
                   v.policy_hash, v.decided_impact, v.decided_reason, v.decided_by, v.decided_time
              from
            """ + ROWS + """

             order by v.source, v.fingerprint
            on conflict (source, fingerprint) do nothing""";

    private static final String UPDATE = """
            update alert set newest_order = v.newest_order, newest_batch = v.newest_batch, newest_index = v.newest_index,
                   last_seen_time = v.last_seen_time, event_count = v.event_count, late_count = v.late_count,
                   occurrences = v.occurrences, content_id = coalesce(v.content_id, alert.content_id),
                   content = coalesce(v.content::jsonb, alert.content), earlier_keys = v.earlier_keys::jsonb,
                   episode_id = v.episode_id, episode_number = v.episode_number, episode_keys = v.episode_keys::jsonb,
                   episode_started_time = v.episode_started_time, episode_stretch_time = v.episode_stretch_time,
                   episode_ended_time = v.episode_ended_time, episode_flaps = v.episode_flaps, group_key = v.group_key,
                   impact = v.impact, impact_reason = v.impact_reason, policy_hash = v.policy_hash,
                   decided_impact = v.decided_impact, decided_reason = v.decided_reason, decided_by = v.decided_by,
                   decided_time = v.decided_time
              from
            """ + ROWS + " where alert.id = v.id";

    private static final String COUNT = """
            update alert set newest_order = v.newest_order, newest_batch = v.newest_batch, newest_index = v.newest_index,
                   last_seen_time = v.last_seen_time, event_count = v.event_count, late_count = v.late_count
              from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::integer[], $5::timestamptz[], $6::bigint[], $7::bigint[])
                as v(id, newest_order, newest_batch, newest_index, last_seen_time, event_count, late_count)
             where alert.id = v.id""";

    /** Locks the alerts that exist, in the order of their keys, without their content. */
    public Map<AlertKey, AlertRow> lock(Tx tx, Collection<AlertKey> keys) {
        Object[] named = new Columns<>(keys)
                .texts(AlertKey::source)
                .texts(AlertKey::fingerprint)
                .arguments();
        Map<AlertKey, AlertRow> locked = new HashMap<>();
        for (Row row : tx.query(LOCK, named)) {
            AlertRow alert = read(row, null);
            locked.put(alert.state().key(), alert);
        }
        return locked;
    }

    /** Locks alerts by their ids, in the order of their keys, with their content. */
    public List<AlertRow> lockWhole(Tx tx, Collection<UUID> ids) {
        return tx.list(LOCK_WHOLE, row -> read(row, ContentJson.read(row.getJsonObject("content"))), (Object)
                ids.toArray(UUID[]::new));
    }

    /**
     * Open alerts of a source that were last seen before a time, but for the source's silence, which ingest tells once and ends itself.
     * Found by way of the open episodes: an index over what a repeat changes would cost each repeat.
     */
    public List<UUID> openAndNotSeenSince(Tx tx, String source, Instant before, int limit) {
        return tx.list("""
                select a.id from episode e join alert a on a.id = e.alert_id
                 where e.ended_time is null and a.source = $1 and a.last_seen_time <= $2
                   and a.fingerprint <> 'firstline/silent' limit $3""", row -> row.getUUID("id"), source, Columns.offset(before), limit);
    }

    /**
     * Writes new alerts. The commit fails ({@link Contended}) where another transaction has written one of them meanwhile.
     */
    public void insert(Tx tx, Collection<AlertRow> rows) {
        if (rows.isEmpty()) return;
        tx.send(
                written -> {
                    if (written.rowCount() < rows.size()) throw new Contended();
                },
                INSERT,
                columns(rows));
    }

    /** Writes alerts that are locked, whole. */
    public void update(Tx tx, Collection<AlertRow> rows) {
        if (!rows.isEmpty()) tx.send(UPDATE, columns(rows));
    }

    /** Writes what a repeat changes: counts, place and when it was last seen. */
    public void count(Tx tx, Collection<AlertState> alerts) {
        if (alerts.isEmpty()) return;
        tx.send(
                COUNT,
                new Columns<>(alerts)
                        .uuids(AlertState::id)
                        .longs(alert -> alert.seen().newest().sourceOrder())
                        .longs(alert -> alert.seen().newest().batch())
                        .integers(alert -> alert.seen().newest().index())
                        .times(alert -> alert.seen().last())
                        .longs(alert -> alert.seen().events())
                        .longs(alert -> alert.seen().late())
                        .arguments());
    }

    private static Object[] columns(Collection<AlertRow> rows) {
        return new Columns<>(rows)
                .uuids(row -> row.state().id())
                .texts(row -> row.state().key().source())
                .texts(row -> row.state().key().fingerprint())
                .longs(row -> row.state().seen().newest().sourceOrder())
                .longs(row -> row.state().seen().newest().batch())
                .integers(row -> row.state().seen().newest().index())
                .times(row -> row.state().seen().first())
                .times(row -> row.state().seen().last())
                .longs(row -> row.state().seen().events())
                .longs(row -> row.state().seen().late())
                .longs(row -> row.state().seen().occurrences())
                .uuids(AlertRow::contentId)
                .texts(AlertRow::contentText)
                .texts(row -> ContentJson.strings(row.state().earlierKeys()))
                .uuids(row -> episode(row).map(Episode::id).orElse(null))
                .integers(row -> episode(row).map(Episode::number).orElse(null))
                .texts(row ->
                        episode(row).map(e -> ContentJson.strings(e.keys())).orElse(null))
                .times(row -> episode(row).map(Episode::started).orElse(null))
                .times(row -> episode(row).map(Episode::stretchStarted).orElse(null))
                .times(row -> episode(row).map(Episode::ended).orElse(null))
                .integers(row -> episode(row).map(Episode::flaps).orElse(null))
                .texts(AlertRow::groupKey)
                .words(row -> assessment(row).map(Assessment::impact).orElse(null))
                .texts(row -> assessment(row).map(Assessment::reason).orElse(null))
                .texts(row -> assessment(row).map(Assessment::policyHash).orElse(null))
                .words(row -> decision(row).map(Decision::impact).orElse(null))
                .texts(row -> decision(row).map(Decision::reason).orElse(null))
                .texts(row -> decision(row).map(Decision::actor).orElse(null))
                .times(row -> decision(row).map(Decision::time).orElse(null))
                .arguments();
    }

    private static Optional<Episode> episode(AlertRow row) {
        return Optional.ofNullable(row.state().episode());
    }

    private static Optional<Assessment> assessment(AlertRow row) {
        return Optional.ofNullable(row.state().assessment());
    }

    private static Optional<Decision> decision(AlertRow row) {
        return Optional.ofNullable(row.state().decision());
    }

    private static AlertRow read(Row row, Content content) {
        Position newest =
                new Position(row.getLong("newest_order"), row.getLong("newest_batch"), row.getInteger("newest_index"));
        Seen seen = new Seen(
                newest,
                row.getOffsetDateTime("first_seen_time").toInstant(),
                row.getOffsetDateTime("last_seen_time").toInstant(),
                row.getLong("event_count"),
                row.getLong("late_count"),
                row.getLong("occurrences"));
        AlertState state = new AlertState(
                row.getUUID("id"),
                new AlertKey(row.getString("source"), row.getString("fingerprint")),
                seen,
                content,
                ContentJson.strings(row.getJsonArray("earlier_keys")),
                readEpisode(row),
                readAssessment(row),
                readDecision(row));
        return new AlertRow(state, row.getUUID("content_id"), null, row.getString("group_key"));
    }

    private static Episode readEpisode(Row row) {
        if (row.getUUID("episode_id") == null) return null;
        return new Episode(
                row.getUUID("episode_id"),
                row.getInteger("episode_number"),
                ContentJson.strings(row.getJsonArray("episode_keys")),
                row.getOffsetDateTime("episode_started_time").toInstant(),
                row.getOffsetDateTime("episode_stretch_time").toInstant(),
                Columns.instant(row.getOffsetDateTime("episode_ended_time")),
                row.getInteger("episode_flaps"));
    }

    private static Assessment readAssessment(Row row) {
        String impact = row.getString("impact");
        if (impact == null) return null;
        return new Assessment(Impact.valueOf(impact), row.getString("impact_reason"), row.getString("policy_hash"));
    }

    private static Decision readDecision(Row row) {
        String impact = row.getString("decided_impact");
        if (impact == null) return null;
        return new Decision(
                Impact.valueOf(impact),
                row.getString("decided_reason"),
                row.getString("decided_by"),
                row.getOffsetDateTime("decided_time").toInstant());
    }
}
