package dev.firstline.remediation.store;

import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.ExecutionState;
import dev.firstline.remediation.domain.Run;
import dev.firstline.remediation.domain.Runbook;
import dev.firstline.remediation.domain.Step;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The table {@code execution} and what hangs on it: begun here, changed under lock. */
@Singleton
public class ExecutionStore {

    private final Transactions transactions;
    private final DueWorkStore dueWork;
    private final InstantSource clock;

    public ExecutionStore(Transactions transactions, DueWorkStore dueWork, InstantSource clock) {
        this.transactions = transactions;
        this.dueWork = dueWork;
        this.clock = clock;
    }

    /**
     * Begins an execution, unless the episode has one of this runbook that was not cancelled.
     *
     * @return its id; empty where there is one
     */
    public Optional<UUID> begin(
            Tx tx, String episodeId, String incidentId, String alertId, Runbook runbook, AlertFacts alert) {
        Instant now = clock.instant();
        tx.update("""
                insert into runbook_text (hash, name, content, first_used_time) values ($1, $2, $3, $4)
                on conflict do nothing""", runbook.hash(), runbook.name(), runbook.text(), Times.toColumn(now));
        UUID id = Ids.next(now);
        boolean begun = tx.update(
                        """
                        insert into execution (id, version, episode_id, incident_id, alert_id, runbook, runbook_hash, mode, state,
                               verdict, reason, alert, deadline_time, started_time)
                        values ($1, 0, $2, $3, $4, $5, $6, $7, 'RUNNING', 'NONE', '', $8, $9, $10)
                        on conflict (episode_id, runbook) where state <> 'CANCELLED' do nothing""",
                        id,
                        episodeId,
                        incidentId,
                        alertId,
                        runbook.name(),
                        runbook.hash(),
                        runbook.mode().name(),
                        Json.of(alert),
                        Times.toColumn(now.plus(runbook.deadline())),
                        Times.toColumn(now))
                > 0;
        if (!begun) return Optional.empty();
        for (int position = 0; position < runbook.steps().size(); position++) {
            Step step = runbook.steps().get(position);
            tx.update(
                    "insert into step (execution_id, position, id, kind, state) values ($1, $2, $3, $4, 'PENDING')",
                    id,
                    position,
                    step.id(),
                    step.kind());
        }
        Change change = new Change(tx, dueWork, id, 0, 0, now);
        change.tell(
                "execution.started",
                "Runbook " + runbook.name() + " begins in mode " + runbook.mode() + " with "
                        + runbook.steps().size() + " steps, for " + alert.name());
        change.doneAndDrive();
        return Optional.of(id);
    }

    /**
     * Changes an execution that still stands as it was seen, in one transaction.
     *
     * @return false where it has changed since: nothing was done, look again
     */
    public boolean change(Run run, Consumer<Change> what) {
        return transactions.call(tx -> {
            Optional<Change> change = open(tx, run);
            change.ifPresent(opened -> {
                what.accept(opened);
                opened.done();
            });
            return change.isPresent();
        });
    }

    /** Locks an execution that still stands as it was seen; empty where it has changed since. */
    Optional<Change> open(Tx tx, Run run) {
        return lock(tx, run.id())
                .filter(locked -> locked.version() == run.version())
                .map(locked -> change(tx, locked));
    }

    /** Locks an execution whatever its version; empty where there is none. */
    public Optional<Locked> lock(Tx tx, UUID id) {
        return tx.first(
                "select * from execution where id = $1 for update",
                row -> new Locked(
                        row.getUUID("id"),
                        row.getLong("version"),
                        row.getLong("last_seq"),
                        ExecutionState.valueOf(row.getString("state")),
                        row.getString("reason"),
                        row.getString("plan_hash"),
                        Times.optional(row, "plan_expire_time")),
                id);
    }

    /** Begins a change of an execution that is locked. */
    public Change change(Tx tx, Locked locked) {
        return new Change(tx, dueWork, locked.id(), locked.version(), locked.lastSeq(), clock.instant());
    }

    /** An execution's row under lock. */
    public record Locked(
            UUID id,
            long version,
            long lastSeq,
            ExecutionState state,
            String reason,
            String planHash,
            Optional<Instant> planExpires) {}
}
