package dev.firstline.remediation.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.remediation.domain.Certainty;
import dev.firstline.remediation.domain.ExecutionState;
import dev.firstline.remediation.domain.GuardSettings;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.QueryResult;
import dev.firstline.remediation.domain.StepState;
import dev.firstline.remediation.domain.Verdict;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes of one execution in one transaction, under its lock. {@link #done} counts them as one version and hands it over to
 * triage.
 */
public final class Change {

    /** Who writes what no person has done. */
    public static final String FIRSTLINE = "firstline";

    private final Tx tx;
    private final DueWorkStore dueWork;
    private final UUID id;
    private final Instant now;
    private final long version;
    private long seq;

    Change(Tx tx, DueWorkStore dueWork, UUID id, long version, long seq, Instant now) {
        this.tx = tx;
        this.dueWork = dueWork;
        this.id = id;
        this.version = version;
        this.seq = seq;
        this.now = now;
    }

    /** The transaction that it belongs to. */
    public Tx tx() {
        return tx;
    }

    /** The time that the change bears. */
    public Instant now() {
        return now;
    }

    /** Adds a line to the story. */
    public void tell(String kind, String actor, String text, Certainty certainty) {
        tx.update("""
                insert into entry (execution_id, seq, entry_time, kind, actor, text, certainty)
                values ($1, $2, $3, $4, $5, $6, $7)""", id, ++seq, Times.toColumn(now), kind, actor, Bounded.text(text), certainty.name());
    }

    /** Adds a line about Firstline itself to the story. */
    public void tell(String kind, String text) {
        tell(kind, FIRSTLINE, text, Certainty.FACT);
    }

    /** A step is under way. */
    public void stepRuns(int position, String summary) {
        tx.update("""
                update step set state = 'RUNNING', summary = $3, started_time = coalesce(started_time, $4)
                 where execution_id = $1 and position = $2""", id, position, Bounded.text(summary), Times.toColumn(now));
    }

    /** Says in a step why it takes its time; its state stays what it is. */
    public void stepNote(int position, String summary) {
        tx.update(
                "update step set summary = $3 where execution_id = $1 and position = $2",
                id,
                position,
                Bounded.text(summary));
    }

    /** A step has ended. */
    public void stepEnds(int position, StepState state, Outcome outcome, String summary) {
        tx.update("""
                update step set state = $3, outcome = $4, summary = $5, started_time = coalesce(started_time, $6), ended_time = $6
                 where execution_id = $1 and position = $2""", id, position, state.name(), outcome.name(), Bounded.text(summary), Times.toColumn(now));
    }

    /** Keeps what a query saw. */
    public void result(int position, QueryResult result) {
        tx.update(
                "update step set result = $3 where execution_id = $1 and position = $2", id, position, Json.of(result));
    }

    /** Keeps since when a measurement has held. */
    public void holdsSince(int position, Optional<Instant> since) {
        tx.update(
                "update step set holds_since = $3 where execution_id = $1 and position = $2",
                id,
                position,
                Times.toColumn(since.orElse(null)));
    }

    /** A plan was made. */
    public void plan(Plan plan) {
        tx.update("""
                update execution set plan = $2, plan_hash = $3, plan_time = $4, plan_expire_time = null, approved_by = '',
                       approved_time = null, approved_hash = '' where id = $1""", id, Json.of(plan), plan.hash(), Times.toColumn(now));
    }

    /** The plan waits for a person. */
    public void waits(Instant until, String reason) {
        tx.update("""
                update execution set state = 'WAITING_FOR_APPROVAL', plan_time = $2, plan_expire_time = $3, reason = $4
                 where id = $1""", id, Times.toColumn(now), Times.toColumn(until), Bounded.text(reason));
    }

    /** A person has said yes. The time that it took isn't counted towards the deadline. */
    public void approved(String actor, String planHash) {
        tx.update("""
                update execution set state = 'RUNNING', approved_by = $2, approved_time = $3, approved_hash = $4, reason = '',
                       deadline_time = deadline_time + ($3 - plan_time) where id = $1""", id, actor, Times.toColumn(now), planHash);
    }

    /** Says in a line where it stands. */
    public void reason(String reason) {
        tx.update("update execution set reason = $2 where id = $1", id, Bounded.text(reason));
    }

    /** It came to its end. Its targets are free again, and know how it went. */
    public void finish(Verdict verdict, String reason, GuardSettings settings) {
        end(ExecutionState.FINISHED, verdict, reason);
        Targets.release(tx, id, settings, now);
        tell(
                "execution.finished",
                FIRSTLINE,
                "Verdict " + verdict + ": " + reason,
                verdict == Verdict.RECOVERED || verdict == Verdict.FALSE_POSITIVE
                        ? Certainty.CONFIRMED
                        : Certainty.FACT);
    }

    /** It was stopped before it acted: no target counts it. */
    public void cancel(String reason) {
        end(ExecutionState.CANCELLED, Verdict.NONE, reason);
        Targets.release(tx, id, GuardSettings.DEFAULTS, now);
        tell("execution.cancelled", "Stopped before it acted: " + reason);
    }

    private void end(ExecutionState state, Verdict verdict, String reason) {
        tx.update("""
                update step set state = 'SKIPPED', ended_time = $2
                 where execution_id = $1 and state in ('PENDING', 'RUNNING')""", id, Times.toColumn(now));
        tx.update(
                "update execution set state = $2, verdict = $3, reason = $4, ended_time = $5 where id = $1",
                id,
                state.name(),
                verdict.name(),
                Bounded.text(reason),
                Times.toColumn(now));
    }

    /**
     * Counts everything as one version, and hands it over to triage.
     *
     * @return the version
     */
    public long done() {
        tx.update("update execution set version = $2, last_seq = $3 where id = $1", id, version + 1, seq);
        dueWork.handOver(tx, Kinds.TRIAGE, id.toString(), version + 1);
        return version + 1;
    }

    /** Counts everything as one version, hands it over to triage, and has the execution driven on at once. */
    public void doneAndDrive() {
        dueWork.handOver(tx, Kinds.EXECUTION, id.toString(), done());
    }
}
