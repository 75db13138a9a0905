package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.Incident;
import dev.firstline.triage.domain.IncidentHead;
import dev.firstline.triage.domain.IncidentHead.Course;
import dev.firstline.triage.domain.IncidentHead.Joins;
import dev.firstline.triage.domain.IncidentHead.Owner;
import dev.firstline.triage.domain.Kind;
import dev.firstline.triage.domain.Phase;
import dev.firstline.triage.domain.Telling;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The tables {@code incident} and {@code incident_group}. An incident is changed only under the lock of its group. */
@Singleton
public class IncidentStore {

    private static final String LOCK = """
            insert into incident_group (group_key)
            select key from unnest($1::text[]) as key order by key
            on conflict (group_key) do update set group_key = excluded.group_key
            returning group_key, incident_id""";

    private static final String LOAD = """
            select * from incident
             where id in (select unnest($1::uuid[]) union select incident_id from episode where id = any($2::uuid[]))""";

    private static final String FIND = "select * from incident where id = $1";

    private static final String SAVE = """
            with v as (
                select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                       $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[],
                       $15::timestamptz[], $16::text[], $17::timestamptz[], $18::text[], $19::integer[], $20::text[],
                       $21::bigint[], $22::timestamptz[], $23::bigint[], $24::timestamptz[], $25::bigint[], $26::text[],
                       $27::timestamptz[], $28::integer[], $29::integer[])
                    as v(id, version, group_key, phase, title, service, team, slack_channel, pagerduty_service, impact,
                         peak_impact, kind, channels, started_time, acknowledged_time, acknowledged_by, resolved_time,
                         resolved_by, reopen_count, policy_hash, last_seq, notify_time, called_version, handed_time, joins_count,
                         joins_named, joins_lined_time, alerts, firing)),
            newest as (
                update incident_group g set incident_id = begun.id
                  from (select distinct on (group_key) group_key, id from v where version = 1
                         order by group_key, started_time desc, id desc) begun
                 where g.group_key = begun.group_key)
            insert into incident (id, version, group_key, phase, title, service, team, slack_channel, pagerduty_service, impact,
                   peak_impact, kind, channels, started_time, acknowledged_time, acknowledged_by, resolved_time, resolved_by,
                   reopen_count, policy_hash, last_seq, notify_time, called_version, handed_time, joins_count, joins_named,
                   joins_lined_time, alerts, firing)
            select v.id, v.version, v.group_key, v.phase, v.title, v.service, v.team, v.slack_channel, v.pagerduty_service,
                   v.impact, v.peak_impact, v.kind, v.channels, v.started_time, v.acknowledged_time, v.acknowledged_by,
                   v.resolved_time, v.resolved_by, v.reopen_count, v.policy_hash, v.last_seq, v.notify_time, v.called_version,
                   v.handed_time, v.joins_count, v.joins_named::jsonb, v.joins_lined_time, v.alerts, v.firing
              from v
            on conflict (id) do update
               set version = excluded.version, phase = excluded.phase, title = excluded.title, impact = excluded.impact,
                   peak_impact = excluded.peak_impact, kind = excluded.kind, channels = excluded.channels,
                   acknowledged_time = excluded.acknowledged_time, acknowledged_by = excluded.acknowledged_by,
                   resolved_time = excluded.resolved_time, resolved_by = excluded.resolved_by,
                   reopen_count = excluded.reopen_count, policy_hash = excluded.policy_hash, last_seq = excluded.last_seq,
                   notify_time = excluded.notify_time, called_version = excluded.called_version, handed_time = excluded.handed_time,
                   joins_count = excluded.joins_count, joins_named = excluded.joins_named,
                   joins_lined_time = excluded.joins_lined_time, alerts = excluded.alerts,
                   firing = excluded.firing""";

    /**
     * Locks groups, in the order of their keys, whether they had an incident before or not.
     *
     * @return the newest incident of each group that had one
     */
    Map<String, UUID> lockGroups(Tx tx, Collection<String> groupKeys) {
        Map<String, UUID> newest = new HashMap<>();
        if (groupKeys.isEmpty()) return newest;
        Object keys = groupKeys.stream().distinct().sorted().toArray(String[]::new);
        for (Row row : tx.query(LOCK, keys)) {
            UUID incident = row.getUUID("incident_id");
            if (incident != null) newest.put(row.getString("group_key"), incident);
        }
        return newest;
    }

    /** The group that an incident belongs to, for ever. */
    Optional<String> groupOf(Tx tx, UUID incidentId) {
        return tx.first("select group_key from incident where id = $1", row -> row.getString("group_key"), incidentId);
    }

    /** Asks for incidents of locked groups: these, and those that these episodes belong to. */
    Supplier<List<Incident>> load(Tx tx, Collection<UUID> ids, Collection<UUID> episodeIds) {
        if (ids.isEmpty() && episodeIds.isEmpty()) return List::of;
        Supplier<RowSet<Row>> rows =
                tx.ask(LOAD, (Object) ids.toArray(UUID[]::new), (Object) episodeIds.toArray(UUID[]::new));
        return () -> {
            List<Incident> loaded = new ArrayList<>();
            for (Row row : rows.get()) loaded.add(new Incident(read(row)));
            return loaded;
        };
    }

    /** An incident as it stands, without any lock. */
    public Optional<Incident> look(Tx tx, UUID id) {
        return tx.first(FIND, row -> new Incident(read(row)), id);
    }

    /** Writes incidents, new and changed, a group's earlier one before its later one: at most one is open at any time. */
    void save(Tx tx, Collection<Incident> incidents) {
        if (incidents.isEmpty()) return;
        List<IncidentHead> heads = incidents.stream()
                .map(Incident::head)
                .sorted(Comparator.comparing(IncidentHead::isOpen).thenComparing(IncidentHead::id))
                .toList();
        tx.send(
                SAVE,
                new Columns<>(heads)
                        .uuids(IncidentHead::id)
                        .longs(IncidentHead::version)
                        .texts(IncidentHead::groupKey)
                        .words(IncidentHead::phase)
                        .texts(IncidentHead::title)
                        .texts(head -> head.owner().service())
                        .texts(head -> head.owner().team())
                        .texts(head -> head.owner().slackChannel())
                        .texts(head -> head.owner().pagerdutyService())
                        .words(IncidentHead::impact)
                        .words(IncidentHead::peak)
                        .words(IncidentHead::kind)
                        .texts(head -> String.join(",", head.channels()))
                        .times(head -> head.course().started())
                        .times(head -> head.course().acknowledged())
                        .texts(head -> head.course().acknowledgedBy())
                        .times(head -> head.course().resolved())
                        .texts(head -> head.course().resolvedBy())
                        .integers(IncidentHead::reopenCount)
                        .texts(IncidentHead::policyHash)
                        .longs(IncidentHead::lastSeq)
                        .times(head -> head.telling().due())
                        .longs(head -> head.telling().calledVersion())
                        .times(head -> head.telling().handed())
                        .longs(head -> head.joins().count())
                        .texts(head -> ContentJson.strings(head.joins().named()))
                        .times(head -> head.joins().lined())
                        .integers(IncidentHead::alerts)
                        .integers(IncidentHead::firing)
                        .arguments());
    }

    /** Notes what notify's answer confirmed. Shown to nobody, so it raises no version. */
    public void confirmed(Tx tx, UUID incidentId, long version, long seq) {
        tx.update(
                "update incident set confirmed_version = greatest(confirmed_version, $2), confirmed_seq = $3 where id = $1",
                incidentId,
                version,
                seq);
    }

    static IncidentHead read(Row row) {
        String channels = row.getString("channels");
        return new IncidentHead(
                row.getUUID("id"),
                row.getLong("version"),
                row.getString("group_key"),
                Phase.valueOf(row.getString("phase")),
                row.getString("title"),
                new Owner(
                        row.getString("service"),
                        row.getString("team"),
                        row.getString("slack_channel"),
                        row.getString("pagerduty_service")),
                Impact.valueOf(row.getString("impact")),
                Impact.valueOf(row.getString("peak_impact")),
                Kind.valueOf(row.getString("kind")),
                channels.isEmpty() ? List.of() : List.of(channels.split(",")),
                row.getInteger("alerts"),
                row.getInteger("firing"),
                new Course(
                        row.getOffsetDateTime("started_time").toInstant(),
                        Columns.instant(row.getOffsetDateTime("acknowledged_time")),
                        row.getString("acknowledged_by"),
                        Columns.instant(row.getOffsetDateTime("resolved_time")),
                        row.getString("resolved_by")),
                row.getInteger("reopen_count"),
                row.getString("policy_hash"),
                row.getLong("last_seq"),
                new Telling(
                        row.getOffsetDateTime("notify_time").toInstant(),
                        row.getLong("called_version"),
                        Columns.instant(row.getOffsetDateTime("handed_time")),
                        row.getLong("confirmed_version"),
                        row.getLong("confirmed_seq")),
                new Joins(
                        row.getLong("joins_count"),
                        ContentJson.strings(row.getJsonArray("joins_named")),
                        Columns.instant(row.getOffsetDateTime("joins_lined_time"))));
    }
}
