package dev.firstline.e2e.delivery.facts;

import dev.firstline.e2e.delivery.check.Facts.Action;
import dev.firstline.e2e.delivery.check.Facts.Execution;
import java.sql.SQLException;
import java.util.List;

/** Executions and intents as remediation keeps them, and how much triage was told of them. */
final class RemediationTables {

    private static final String EXECUTIONS = """
            select e.id::text, e.state, e.last_seq, coalesce(t.confirmed_seq, 0) as told
              from remediation.execution e left join triage.execution t on t.id = e.id
             order by e.id""";

    private static final String ACTIONS = """
            select i.id::text, i.target, i.state,
                   exists (select from remediation.entry said
                             join triage.timeline_entry told on told.kind = said.kind and told.text = said.text
                            where said.execution_id = i.execution_id and said.kind = 'action.unknown') as told
              from remediation.intent i
             order by i.created_time""";

    private RemediationTables() {}

    static List<Execution> executions(Sql sql) throws SQLException {
        return sql.list(
                EXECUTIONS,
                row -> new Execution(
                        row.getString("id"), row.getString("state"), row.getLong("last_seq"), row.getLong("told")));
    }

    static List<Action> actions(Sql sql) throws SQLException {
        return sql.list(
                ACTIONS,
                row -> new Action(
                        row.getString("id"), row.getString("target"), row.getString("state"), row.getBoolean("told")));
    }
}
