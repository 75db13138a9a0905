package dev.firstline.e2e.delivery.facts;

import dev.firstline.e2e.delivery.check.Facts.Folded;
import dev.firstline.e2e.delivery.check.Incident;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Alerts and incidents as triage keeps them. */
final class TriageTables {

    private static final String ALERTS = """
            select a.fingerprint, a.event_count, a.late_count, e.id is not null as firing,
                   coalesce(e.incident_id::text, '') as incident
              from triage.alert a left join triage.episode e on e.alert_id = a.id and e.ended_time is null""";

    private static final String INCIDENTS = """
            select i.id::text, i.resolved_time is null as open, i.phase,
                   case when i.resolved_time is null then i.impact else i.peak_impact end as impact, i.reopen_count, i.channels, i.slack_channel,
                   i.last_seq, c.firing, c.resolved
              from triage.incident i,
                   lateral (select count(*) filter (where firing) as firing, count(*) filter (where not firing) as resolved
                              from (select bool_or(ended_time is null) as firing from triage.episode
                                     where incident_id = i.id group by alert_id) a) c
             order by i.id""";

    private static final String SHOWN = """
            select e.incident_id::text, a.content ->> 'title' as title, e.ended_time is null as firing, a.impact, e.verdict
              from triage.episode e join triage.alert a on a.id = e.alert_id
             where not e.superseded""";

    private static final String LINES =
            "select incident_id::text, seq, kind from triage.timeline_entry order by incident_id, seq";

    private TriageTables() {}

    /** By fingerprint. */
    static Map<String, Folded> alerts(Sql sql) throws SQLException {
        Map<String, Folded> alerts = new TreeMap<>();
        sql.list(
                ALERTS,
                row -> alerts.put(
                        row.getString("fingerprint"),
                        new Folded(
                                row.getBoolean("firing"),
                                row.getLong("event_count"),
                                row.getLong("late_count"),
                                row.getString("incident"))));
        return alerts;
    }

    /**
     * All incidents with their timelines.
     *
     * @param channelIds Slack's ids by the names that a catalogue may use
     */
    static List<Incident> incidents(Sql sql, Map<String, String> channelIds) throws SQLException {
        Map<String, List<Incident.Line>> lines = new HashMap<>();
        sql.list(LINES, row -> lines.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                .add(new Incident.Line(row.getLong(2), row.getString(3))));
        Map<String, List<Incident.Alert>> alerts = new HashMap<>();
        sql.list(SHOWN, row -> alerts.computeIfAbsent(row.getString("incident_id"), id -> new ArrayList<>())
                .add(new Incident.Alert(
                        row.getString("title"),
                        row.getBoolean("firing"),
                        row.getString("impact"),
                        row.getString("verdict"))));
        return sql.list(INCIDENTS, row -> {
            String id = row.getString("id");
            return incident(row, channelIds, alerts.getOrDefault(id, List.of()), lines.getOrDefault(id, List.of()));
        });
    }

    private static Incident incident(
            ResultSet row, Map<String, String> channelIds, List<Incident.Alert> alerts, List<Incident.Line> lines)
            throws SQLException {
        String channel = row.getString("slack_channel");
        return new Incident(
                row.getString("id"),
                row.getBoolean("open"),
                row.getString("phase"),
                row.getString("impact"),
                row.getInt("reopen_count"),
                words(row.getString("channels")),
                channelIds.getOrDefault(channel, channel),
                row.getLong("firing"),
                row.getLong("resolved"),
                alerts,
                row.getLong("last_seq"),
                lines);
    }

    private static Set<String> words(String separated) {
        Set<String> words = new TreeSet<>();
        for (String word : separated.split("[^a-z0-9-]+")) if (!word.isEmpty()) words.add(word);
        return words;
    }
}
