package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.Certainty;
import dev.firstline.triage.domain.ExecutionReport;
import dev.firstline.triage.domain.TimelineLine;
import dev.firstline.triage.domain.Verdict;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The tables {@code execution} and {@code execution_entry}. Written under the lock of the incident's group. */
@Singleton
public class ExecutionStore {

    /**
     * An execution as it was last reported.
     *
     * @param verdict what it concluded
     * @param confirmedSeq the highest line that came without a gap before it
     */
    public record Known(Verdict verdict, long confirmedSeq) {}

    private static final String ADD = """
            insert into execution_entry (execution_id, seq, entry_time, kind, actor, text, certainty)
            select $1, * from unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
            on conflict do nothing""";

    /** What is known of an execution; it is noted where it is new. */
    public Known note(Tx tx, ExecutionReport report) {
        return tx.first(
                        """
                        insert into execution (id, incident_id, alert_id, episode_id, runbook, verdict, confirmed_seq)
                        values ($1, $2, $3, $4, $5, 'NONE', 0)
                        on conflict (id) do update set runbook = excluded.runbook
                        returning verdict, confirmed_seq""",
                        row -> new Known(Verdict.valueOf(row.getString("verdict")), row.getLong("confirmed_seq")),
                        report.id(),
                        report.incidentId(),
                        report.alertId(),
                        report.episodeId(),
                        report.runbook())
                .orElseThrow();
    }

    /** Keeps lines; a line that is known already is passed over. */
    public void keep(Tx tx, UUID executionId, List<TimelineLine> lines) {
        if (lines.isEmpty()) return;
        Object[] columns = new Columns<>(lines)
                .longs(TimelineLine::seq)
                .times(TimelineLine::time)
                .texts(TimelineLine::kind)
                .texts(TimelineLine::actor)
                .texts(TimelineLine::text)
                .words(TimelineLine::certainty)
                .arguments();
        List<Object> arguments = new ArrayList<>(List.of(executionId));
        arguments.addAll(List.of(columns));
        tx.update(ADD, arguments.toArray());
    }

    /** The lines that follow a seq without a gap. */
    public List<TimelineLine> unbroken(Tx tx, UUID executionId, long seq) {
        List<TimelineLine> unbroken = new ArrayList<>();
        long next = seq + 1;
        for (TimelineLine line : tx.list(
                "select * from execution_entry where execution_id = $1 and seq > $2 order by seq",
                ExecutionStore::read,
                executionId,
                seq)) {
            if (line.seq() != next++) break;
            unbroken.add(line);
        }
        return unbroken;
    }

    /** Notes how far an execution has come. */
    public void come(Tx tx, UUID executionId, Verdict verdict, long confirmedSeq) {
        tx.update(
                "update execution set verdict = $2, confirmed_seq = $3 where id = $1",
                executionId,
                verdict.name(),
                confirmedSeq);
    }

    private static TimelineLine read(Row row) {
        return new TimelineLine(
                row.getLong("seq"),
                row.getOffsetDateTime("entry_time").toInstant(),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("text"),
                Certainty.valueOf(row.getString("certainty")),
                null);
    }
}
