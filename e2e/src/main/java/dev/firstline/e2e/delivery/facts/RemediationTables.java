package dev.firstline.e2e.delivery.facts;

import dev.firstline.e2e.delivery.check.Facts.Action;
import dev.firstline.e2e.delivery.check.Facts.Aid;
import dev.firstline.e2e.delivery.check.Facts.Episode;
import dev.firstline.e2e.delivery.check.Facts.Execution;
import dev.firstline.e2e.delivery.check.Facts.Told;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Executions and intents as remediation keeps them, and how much triage was told of them. */
final class RemediationTables {

    private static final String EXECUTIONS = """
            select e.id::text, e.state, e.last_seq, coalesce(t.confirmed_seq, 0) as told
              from remediation.execution e left join triage.execution t on t.id = e.id
             order by e.id""";

    private static final String EPISODES = """
            select e.id::text, a.fingerprint, e.incident_id::text, e.ended_time is null as open,
                   (select count(*) from remediation.execution x where x.episode_id = e.id::text) as executions
              from triage.episode e join triage.alert a on a.id = e.alert_id
             order by e.id""";

    private static final String ACTIONS = """
            select id::text, execution_id::text, target, state from remediation.intent order by created_time""";

    // A timeline's line doesn't name its execution: triage's copy of the execution's own story does, and the line that
    // came of
    // it has its incident, alert, time, kind and text.
    private static final String TOLD = """
            select said.execution_id::text, said.kind, said.text
              from triage.execution_entry said
              join triage.execution run on run.id = said.execution_id and said.seq <= run.confirmed_seq
             where said.kind like 'action.%'
               and exists (select from triage.timeline_entry line
                            where line.incident_id = run.incident_id and line.alert_id = run.alert_id
                              and line.entry_time = said.entry_time and line.kind = said.kind and line.text = said.text)
             order by said.execution_id, said.seq""";

    private RemediationTables() {}

    static List<Execution> executions(Sql sql) throws SQLException {
        return sql.list(
                EXECUTIONS,
                row -> new Execution(
                        row.getString("id"), row.getString("state"), row.getLong("last_seq"), row.getLong("told")));
    }

    /**
     * Every alert's episodes, with what came of them.
     *
     * @param aid what is written down for an alert, by its fingerprint
     */
    static List<Episode> episodes(Sql sql, Map<String, Aid> aid) throws SQLException {
        return sql.list(
                EPISODES,
                row -> new Episode(
                        row.getString("id"),
                        row.getString("fingerprint"),
                        row.getString("incident_id"),
                        row.getBoolean("open"),
                        aid.getOrDefault(row.getString("fingerprint"), Aid.NOT_WANTED),
                        row.getLong("executions")));
    }

    static List<Action> actions(Sql sql) throws SQLException {
        return sql.list(
                ACTIONS,
                row -> new Action(
                        row.getString("id"),
                        row.getString("execution_id"),
                        row.getString("target"),
                        row.getString("state")));
    }

    /** What executions have said of their actions, as far as it stands on timelines. */
    static List<Told> told(Sql sql) throws SQLException {
        return sql.list(
                TOLD, row -> new Told(row.getString("execution_id"), row.getString("kind"), row.getString("text")));
    }
}
