package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.Episode;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.Placement;
import dev.firstline.triage.domain.RunbookRequest;
import dev.firstline.triage.domain.Verdict;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The table {@code episode}. Written only under the lock of the group. */
@Singleton
public class EpisodeStore {

    /**
     * An episode in its table.
     *
     * @param alertId whose it is
     * @param episode what the fold knows of it
     * @param placement where it belongs
     */
    public record EpisodeRow(UUID alertId, Episode episode, Placement placement) {}

    private static final String SAVE = """
            insert into episode (id, alert_id, number, keys, started_time, ended_time, flaps, incident_id, impact,
                                 supersedes, superseded, verdict, request_version, wanted, unwanted_reason)
            select v.id, v.alert_id, v.number, v.keys::jsonb, v.started_time, v.ended_time, v.flaps, v.incident_id, v.impact,
                   v.supersedes, v.superseded, v.verdict, v.request_version, v.wanted, v.unwanted_reason
              from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::integer[],
                          $8::uuid[], $9::text[], $10::uuid[], $11::boolean[], $12::text[], $13::bigint[], $14::boolean[],
                          $15::text[])
                as v(id, alert_id, number, keys, started_time, ended_time, flaps, incident_id, impact, supersedes, superseded,
                     verdict, request_version, wanted, unwanted_reason)
            on conflict (id) do update
               set keys = excluded.keys, ended_time = excluded.ended_time, flaps = excluded.flaps,
                   incident_id = excluded.incident_id, impact = excluded.impact,
                   supersedes = excluded.supersedes, superseded = excluded.superseded, verdict = excluded.verdict, request_version = excluded.request_version,
                   wanted = excluded.wanted, unwanted_reason = excluded.unwanted_reason""";

    private static final String PLACE = """
            update episode set incident_id = v.incident_id, impact = v.impact, supersedes = v.supersedes, superseded = v.superseded,
                   verdict = v.verdict, request_version = v.request_version,
                   wanted = v.wanted, unwanted_reason = v.unwanted_reason
              from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::boolean[], $6::text[], $7::bigint[], $8::boolean[],
                          $9::text[])
                as v(id, incident_id, impact, supersedes, superseded, verdict, request_version, wanted, unwanted_reason)
             where episode.id = v.id""";

    private static final String PLACEMENT = """
            select e.id, e.alert_id, e.incident_id, i.group_key, e.impact, e.supersedes, e.superseded, e.verdict, e.request_version,
                   e.wanted, e.unwanted_reason
              from episode e join incident i on i.id = e.incident_id""";

    /** Writes episodes, an alert's earlier one before its later one: at most one is open at any time. */
    public void save(Tx tx, Collection<EpisodeRow> rows) {
        if (rows.isEmpty()) return;
        List<EpisodeRow> inOrder = rows.stream()
                .sorted(Comparator.comparing(EpisodeRow::alertId)
                        .thenComparing(row -> row.episode().number()))
                .toList();
        tx.send(
                SAVE,
                new Columns<>(inOrder)
                        .uuids(row -> row.episode().id())
                        .uuids(EpisodeRow::alertId)
                        .integers(row -> row.episode().number())
                        .texts(row -> ContentJson.strings(row.episode().keys()))
                        .times(row -> row.episode().started())
                        .times(row -> row.episode().ended())
                        .integers(row -> row.episode().flaps())
                        .uuids(row -> row.placement().incidentId())
                        .words(row -> row.placement().impact())
                        .uuids(row -> row.placement().supersedes())
                        .booleans(row -> row.placement().superseded())
                        .words(row -> row.placement().verdict())
                        .longs(row -> row.placement().request().version())
                        .booleans(row -> row.placement().request().wanted())
                        .texts(row -> row.placement().request().reason())
                        .arguments());
    }

    /** Writes where episodes belong and what came of them. */
    public void place(Tx tx, Collection<Placement> placements) {
        if (placements.isEmpty()) return;
        tx.send(
                PLACE,
                new Columns<>(placements)
                        .uuids(Placement::episodeId)
                        .uuids(Placement::incidentId)
                        .words(Placement::impact)
                        .uuids(Placement::supersedes)
                        .booleans(Placement::superseded)
                        .words(Placement::verdict)
                        .longs(placement -> placement.request().version())
                        .booleans(placement -> placement.request().wanted())
                        .texts(placement -> placement.request().reason())
                        .arguments());
    }

    /** Asks where episodes belong. */
    Supplier<Map<UUID, Placement>> placements(Tx tx, Collection<UUID> episodeIds) {
        return episodeIds.isEmpty() ? Map::of : ask(tx, " where e.id = any($1::uuid[])", ids(episodeIds));
    }

    /** Asks which episodes these superseded. */
    Supplier<Map<UUID, Placement>> superseded(Tx tx, Collection<UUID> episodeIds) {
        if (episodeIds.isEmpty()) return Map::of;
        return ask(tx, " where e.id in (select supersedes from episode where id = any($1::uuid[]))", ids(episodeIds));
    }

    /** Asks which episodes stand for these alerts in these incidents. Reads an incident's alerts by the index episode_worst. */
    Supplier<Map<UUID, Placement>> standing(Tx tx, Collection<UUID> alertIds, Collection<UUID> incidentIds) {
        if (alertIds.isEmpty() || incidentIds.isEmpty()) return Map::of;
        return ask(
                tx,
                " where e.incident_id = any($1::uuid[]) and not e.superseded and e.alert_id = any($2::uuid[])",
                ids(incidentIds),
                ids(alertIds));
    }

    private static Object ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static Supplier<Map<UUID, Placement>> ask(Tx tx, String where, Object... arguments) {
        Supplier<RowSet<Row>> rows = tx.ask(PLACEMENT + where, arguments);
        return () -> {
            Map<UUID, Placement> placements = new HashMap<>();
            for (Row row : rows.get()) placements.put(row.getUUID("id"), read(row));
            return placements;
        };
    }

    /** The open episodes of an incident that remediation was asked to look after. */
    public List<Placement> wanted(Tx tx, UUID incidentId) {
        return tx.list(
                PLACEMENT + " where e.incident_id = $1 and e.ended_time is null and not e.superseded and e.wanted",
                EpisodeStore::read,
                incidentId);
    }

    private static Placement read(Row row) {
        return new Placement(
                row.getUUID("id"),
                row.getUUID("alert_id"),
                row.getUUID("incident_id"),
                row.getString("group_key"),
                Impact.valueOf(row.getString("impact")),
                row.getUUID("supersedes"),
                row.getBoolean("superseded"),
                Verdict.valueOf(row.getString("verdict")),
                new RunbookRequest(
                        row.getLong("request_version"), row.getBoolean("wanted"), row.getString("unwanted_reason")));
    }
}
