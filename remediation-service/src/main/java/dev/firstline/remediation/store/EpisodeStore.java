package dev.firstline.remediation.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.Applied;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Runbook;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The table {@code episode}: what triage last told, and what follows from it. */
@Singleton
public class EpisodeStore {

    private final Applied applied;
    private final ExecutionStore executions;
    private final InstantSource clock;

    public EpisodeStore(Applied applied, ExecutionStore executions, InstantSource clock) {
        this.applied = applied;
        this.executions = executions;
        this.clock = clock;
    }

    /** What triage tells. */
    public record Told(
            String episodeId, long version, String incidentId, String alertId, boolean wanted, String unwantedReason) {}

    /**
     * Takes in what triage tells, once: executions begin, or those that have touched nothing are cancelled.
     *
     * @param matching the runbooks for the alert
     */
    public void receive(Tx tx, Told told, AlertFacts alert, List<Runbook> matching) {
        if (!applied.first(tx, Kinds.EPISODE, told.episodeId(), told.version())) return;
        tx.update(
                """
                insert into episode (id, version, incident_id, alert_id, wanted, unwanted_reason, told_time)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (id) do update set version = excluded.version, incident_id = excluded.incident_id,
                   wanted = excluded.wanted, unwanted_reason = excluded.unwanted_reason, told_time = excluded.told_time""",
                told.episodeId(),
                told.version(),
                told.incidentId(),
                told.alertId(),
                told.wanted(),
                Bounded.text(told.unwantedReason()),
                Times.toColumn(clock.instant()));
        if (!told.wanted()) {
            cancel(tx, told);
            return;
        }
        for (Runbook runbook : matching) {
            executions.begin(tx, told.episodeId(), told.incidentId(), told.alertId(), runbook, alert);
        }
    }

    /** Whether an execution stands for an episode that was not cancelled. */
    public boolean hasExecution(Tx tx, String episodeId) {
        return tx.query("select 1 from execution where episode_id = $1 and state <> 'CANCELLED' limit 1", episodeId)
                        .size()
                > 0;
    }

    private void cancel(Tx tx, Told told) {
        List<UUID> untouched = tx.list("""
                select id from execution where episode_id = $1 and state in ('RUNNING', 'WAITING_FOR_APPROVAL')
                 order by id for update""", row -> row.getUUID("id"), told.episodeId()).stream()
                .filter(id -> !hasActed(tx, id))
                .toList();
        for (UUID id : untouched) {
            executions.lock(tx, id).ifPresent(locked -> {
                Change change = executions.change(tx, locked);
                change.cancel(told.unwantedReason());
                change.done();
            });
        }
    }

    private static boolean hasActed(Tx tx, UUID execution) {
        return tx.query("select 1 from intent where execution_id = $1 and state <> 'NOT_DONE'", execution)
                        .size()
                > 0;
    }
}
