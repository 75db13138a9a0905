package dev.firstline.remediation.store;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.config.RunbookParser;
import dev.firstline.remediation.domain.Approval;
import dev.firstline.remediation.domain.ExecutionState;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.IntentState;
import dev.firstline.remediation.domain.Mode;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Run;
import dev.firstline.remediation.domain.Runbook;
import dev.firstline.remediation.domain.StepRun;
import dev.firstline.remediation.domain.StepState;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Reads executions as the engine wants them: whole, in one unchanging view. */
@Singleton
public class RunReader {

    /** Texts that executions under way began with; few at a time. */
    private static final int MAX_PARSED = 500;

    private final Transactions transactions;
    private final Map<String, Runbook> parsed = new ConcurrentHashMap<>();

    public RunReader(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Reads an execution; empty where there is none. */
    public Optional<Run> read(UUID id) {
        return transactions.snapshot(tx -> read(tx, id));
    }

    private Optional<Run> read(Tx tx, UUID id) {
        List<StepRun> steps =
                tx.list("select * from step where execution_id = $1 order by position", RunReader::step, id);
        List<Intent> intents = tx.list("""
                select intent.*, target.leased_until from intent join target on target.name = intent.target
                 where execution_id = $1 order by created_time, id""", RunReader::intent, id);
        return tx.first("""
                select execution.*, episode.wanted, episode.unwanted_reason, runbook_text.content
                  from execution join episode on episode.id = execution.episode_id
                  join runbook_text on runbook_text.hash = execution.runbook_hash
                 where execution.id = $1""", row -> run(row, steps, intents), id);
    }

    private Run run(Row row, List<StepRun> steps, List<Intent> intents) {
        return new Run(
                row.getUUID("id"),
                row.getLong("version"),
                row.getString("episode_id"),
                row.getString("incident_id"),
                runbook(row.getString("runbook_hash"), row.getString("runbook"), row.getString("content")),
                Mode.valueOf(row.getString("mode")),
                ExecutionState.valueOf(row.getString("state")),
                Json.alert(row.getJsonObject("alert")),
                row.getBoolean("wanted"),
                row.getString("unwanted_reason"),
                steps,
                Optional.ofNullable(row.getJsonObject("plan")).map(Json::plan),
                Times.optional(row, "plan_expire_time"),
                Times.optional(row, "approved_time")
                        .map(time -> new Approval(row.getString("approved_by"), time, row.getString("approved_hash"))),
                intents,
                Times.fromColumn(row, "deadline_time"));
    }

    private Runbook runbook(String hash, String name, String content) {
        if (parsed.size() > MAX_PARSED) parsed.clear();
        return parsed.computeIfAbsent(hash, ignored -> RunbookParser.parseStored(name, content));
    }

    static StepRun step(Row row) {
        return new StepRun(
                row.getInteger("position"),
                row.getString("id"),
                row.getString("kind"),
                StepState.valueOf(row.getString("state")),
                row.getString("summary"),
                Optional.ofNullable(row.getJsonObject("result")).map(Json::result),
                Times.optional(row, "holds_since"),
                Outcome.valueOf(row.getString("outcome")),
                Times.optional(row, "started_time"),
                Times.optional(row, "ended_time"));
    }

    private static Intent intent(Row row) {
        return new Intent(
                row.getUUID("id"),
                row.getInteger("position"),
                row.getString("target"),
                row.getString("fence"),
                row.getLong("lease_number"),
                Times.fromColumn(row, "leased_until"),
                IntentState.valueOf(row.getString("state")),
                row.getString("handle"),
                Times.fromColumn(row, "created_time"));
    }
}
