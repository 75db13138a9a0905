package dev.firstline.triage.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.Applied;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ExecutionSnapshot;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.StepState;
import dev.firstline.triage.domain.CaseBook;
import dev.firstline.triage.domain.Certainty;
import dev.firstline.triage.domain.ExecutionReport;
import dev.firstline.triage.domain.Incident;
import dev.firstline.triage.domain.Placement;
import dev.firstline.triage.domain.Policies;
import dev.firstline.triage.domain.PolicyInForce;
import dev.firstline.triage.domain.TimelineLine;
import dev.firstline.triage.domain.Verdict;
import dev.firstline.triage.store.CaseStore;
import dev.firstline.triage.store.ExecutionStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Takes in what remediation reports: its lines join the incident's story, its verdict reaches alert and incident. */
@Singleton
public class ExecutionIntake {

    private static final String EXECUTION = "execution";
    private static final String REMEDIATION = "remediation";

    private final Transactions transactions;
    private final Applied applied;
    private final Policies policies;
    private final CaseStore cases;
    private final ExecutionStore executions;
    private final InstantSource clock;

    public ExecutionIntake(
            Transactions transactions,
            Applied applied,
            Policies policies,
            CaseStore cases,
            ExecutionStore executions,
            InstantSource clock) {
        this.transactions = transactions;
        this.applied = applied;
        this.policies = policies;
        this.cases = cases;
        this.executions = executions;
        this.clock = clock;
    }

    /**
     * Takes a report in.
     *
     * @return the highest line that has arrived without a gap before it
     * @throws Problem (INVALID_ARGUMENT) where the incident isn't known
     */
    long receive(ExecutionSnapshot snapshot) {
        ExecutionReport report = read(snapshot);
        return transactions.call(tx -> {
            boolean newer = applied.first(tx, EXECUTION, report.id().toString(), report.version());
            Instant now = clock.instant();
            PolicyInForce in = policies.current();
            CaseBook book = cases.open(tx, report.incidentId(), List.of(report.episodeId()), in, now)
                    .orElseThrow(() -> Problem.invalid(
                            "execution.execution.incident_id", "there is no incident '" + report.incidentId() + "'"));
            return take(tx, report, newer, book, in, now);
        });
    }

    private long take(Tx tx, ExecutionReport report, boolean newer, CaseBook book, PolicyInForce in, Instant now) {
        Incident incident = book.incident(report.incidentId());
        ExecutionStore.Known known = executions.note(tx, report);
        executions.keep(tx, report.id(), report.lines());
        List<TimelineLine> unbroken = executions.unbroken(tx, report.id(), known.confirmedSeq());
        for (TimelineLine line : unbroken) {
            incident.note(line.time(), line.kind(), line.actor(), line.text(), line.certainty(), report.alertId());
        }
        Verdict verdict = known.verdict();
        if (newer) {
            incident.forward(report.phase());
            if (report.finished() && report.verdict() != Verdict.NONE && report.verdict() != verdict) {
                verdict = report.verdict();
                conclude(tx, report, book, in, now);
            }
        }
        long confirmed = unbroken.isEmpty()
                ? known.confirmedSeq()
                : unbroken.get(unbroken.size() - 1).seq();
        executions.come(tx, report.id(), verdict, confirmed);
        cases.place(tx, book);
        cases.close(tx, book, now);
        return confirmed;
    }

    private void conclude(Tx tx, ExecutionReport report, CaseBook book, PolicyInForce in, Instant now) {
        Incident incident = book.incident(report.incidentId());
        Placement placement = book.placement(report.episodeId());
        if (placement != null) book.concluded(placement, report.verdict());
        cases.place(tx, book);
        Certainty certainty = report.verdict() == Verdict.INCONCLUSIVE ? Certainty.SUSPECTED : Certainty.CONFIRMED;
        String text = "Runbook " + report.runbook() + " concludes " + report.verdict()
                + (report.reason().isBlank() ? "." : ": " + report.reason());
        incident.note(now, "execution.verdict", REMEDIATION, text, certainty, report.alertId());
        if (report.verdict() == Verdict.FALSE_POSITIVE) {
            String why = "runbook " + report.runbook() + " found a false positive";
            incident.weighAnew(cases.highestFiring(tx, incident.id()).orElse(null), why, REMEDIATION, now, in);
        }
    }

    private static ExecutionReport read(ExecutionSnapshot snapshot) {
        Execution execution = snapshot.getExecution();
        boolean acted = execution.getStepsList().stream()
                .anyMatch(step -> step.getKind().equals("action")
                        && (step.getState() == StepState.STEP_STATE_RUNNING
                                || step.getOutcome()
                                        != dev.firstline.proto.remediation.v1.Outcome.OUTCOME_UNSPECIFIED));
        boolean finished = execution.getState() == ExecutionState.EXECUTION_STATE_FINISHED
                || execution.getState() == ExecutionState.EXECUTION_STATE_CANCELLED;
        List<TimelineLine> lines = snapshot.getEntriesList().stream()
                .map(entry -> new TimelineLine(
                        entry.getSeq(),
                        Protos.time(entry.getTime()),
                        entry.getKind(),
                        entry.getActor(),
                        entry.getText(),
                        Protos.certainty(entry.getCertainty()),
                        null))
                .toList();
        return new ExecutionReport(
                Protos.uuid("execution.execution.id", execution.getId()),
                execution.getVersion(),
                Protos.uuid("execution.execution.incident_id", execution.getIncidentId()),
                Protos.uuid("execution.execution.alert_id", execution.getAlertId()),
                Protos.uuid("execution.execution.episode_id", execution.getEpisodeId()),
                execution.getRunbook(),
                acted,
                finished,
                Protos.verdict(execution.getVerdict()),
                execution.getReason(),
                lines);
    }
}
