package dev.firstline.remediation.store;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.rpc.PageToken;
import dev.firstline.remediation.domain.Certainty;
import dev.firstline.remediation.domain.Entry;
import dev.firstline.remediation.domain.ExecutionState;
import dev.firstline.remediation.domain.ExecutionView;
import dev.firstline.remediation.domain.ExecutionView.AnswerView;
import dev.firstline.remediation.domain.ExecutionView.StepView;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.Mode;
import dev.firstline.remediation.domain.Verdict;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads executions as others see them. */
@Singleton
public class ExecutionViews {

    /** What one hand-over brings at most. */
    public static final int MAX_ENTRIES = 200;

    private final Transactions transactions;

    public ExecutionViews(Transactions transactions) {
        this.transactions = transactions;
    }

    /** An execution with the entries that triage has not yet confirmed. */
    public record Snapshot(ExecutionView execution, List<Entry> entries) {}

    /** Which executions a list wants; empty means any. */
    public record Filter(Optional<String> incidentId, Optional<String> runbook, Optional<ExecutionState> state) {}

    /** One execution; empty where there is none. */
    public Optional<ExecutionView> get(UUID id) {
        return transactions.snapshot(tx -> get(tx, id));
    }

    /** One execution, seen from within a transaction. */
    public Optional<ExecutionView> get(Tx tx, UUID id) {
        return views(tx, tx.list("select * from execution where id = $1", Function.identity(), id)).stream()
                .findFirst();
    }

    /** What triage is to hear of an execution, read in one unchanging view. */
    public Optional<Snapshot> snapshot(UUID id) {
        return transactions.snapshot(tx -> get(tx, id)
                .map(view ->
                        new Snapshot(view, tx.list("""
                        select * from entry where execution_id = $1 and seq > $2 order by seq limit $3""", ExecutionViews::entry, id, view.confirmedSeq(), MAX_ENTRIES))));
    }

    /** A page of executions, the most recently begun first, one more than asked for where there is another page. */
    public List<ExecutionView> list(Filter filter, PageToken from, int size) {
        List<Object> arguments = new ArrayList<>();
        StringBuilder where = new StringBuilder("(started_time, id) < ($1, $2)");
        arguments.add(Times.toColumn(from.time()));
        arguments.add(from.id());
        filter.incidentId().ifPresent(value -> where.append(and("incident_id", value, arguments)));
        filter.runbook().ifPresent(value -> where.append(and("runbook", value, arguments)));
        filter.state().ifPresent(value -> where.append(and("state", value.name(), arguments)));
        String sql =
                "select * from execution where " + where + " order by started_time desc, id desc limit " + (size + 1);
        return transactions.snapshot(tx -> views(tx, tx.list(sql, Function.identity(), arguments.toArray())));
    }

    /** How the executions of each runbook ended. */
    public Map<String, Map<Verdict, Integer>> records() {
        Map<String, Map<Verdict, Integer>> records = new HashMap<>();
        transactions.single(tx -> {
            for (Row row : tx.query("""
                    select runbook, verdict, count(*)::int as number from execution where state = 'FINISHED'
                     group by runbook, verdict""")) {
                records.computeIfAbsent(row.getString("runbook"), name -> new TreeMap<>())
                        .put(Verdict.valueOf(row.getString("verdict")), row.getInteger("number"));
            }
            return null;
        });
        return records;
    }

    /** Triage has confirmed entries. */
    public void confirm(UUID id, long seq) {
        transactions.single(tx -> tx.update(
                "update execution set confirmed_seq = greatest(confirmed_seq, least($2, last_seq)) where id = $1",
                id,
                seq));
    }

    private static String and(String column, String value, List<Object> arguments) {
        arguments.add(value);
        return " and " + column + " = $" + arguments.size();
    }

    private static List<ExecutionView> views(Tx tx, List<Row> rows) {
        UUID[] ids = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
        Map<String, List<AnswerView>> answers = tx
                .list(
                        "select * from guard_answer where execution_id = any($1) order by round, ordinal",
                        Function.identity(),
                        (Object) ids)
                .stream()
                .collect(Collectors.groupingBy(
                        ExecutionViews::stepKey, Collectors.mapping(ExecutionViews::answer, Collectors.toList())));
        Map<UUID, List<StepView>> steps = tx
                .list("select * from step where execution_id = any($1) order by position", Function.identity(), (Object)
                        ids)
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.getUUID("execution_id"),
                        Collectors.mapping(
                                row -> new StepView(RunReader.step(row), answers.getOrDefault(stepKey(row), List.of())),
                                Collectors.toList())));
        return rows.stream()
                .map(row -> view(row, steps.getOrDefault(row.getUUID("id"), List.of())))
                .toList();
    }

    private static String stepKey(Row row) {
        return row.getUUID("execution_id") + "/" + row.getInteger("position");
    }

    private static ExecutionView view(Row row, List<StepView> steps) {
        return new ExecutionView(
                row.getUUID("id"),
                row.getLong("version"),
                row.getString("incident_id"),
                row.getString("alert_id"),
                row.getString("episode_id"),
                row.getString("runbook"),
                row.getString("runbook_hash"),
                Mode.valueOf(row.getString("mode")),
                ExecutionState.valueOf(row.getString("state")),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("reason"),
                steps,
                Optional.ofNullable(row.getJsonObject("plan")).map(Json::plan),
                Times.optional(row, "plan_expire_time"),
                Times.fromColumn(row, "started_time"),
                Times.optional(row, "ended_time"),
                row.getLong("last_seq"),
                row.getLong("confirmed_seq"));
    }

    private static AnswerView answer(Row row) {
        return new AnswerView(
                new GuardAnswer(row.getString("guard"), row.getBoolean("passed"), row.getString("reason")),
                Times.fromColumn(row, "asked_time"));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getLong("seq"),
                Times.fromColumn(row, "entry_time"),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("text"),
                Certainty.valueOf(row.getString("certainty")));
    }
}
