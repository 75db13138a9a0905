package dev.firstline.triage.domain;

import java.util.List;
import java.util.UUID;

/**
 * What remediation reports of an execution.
 *
 * @param id the execution
 * @param version counts its changes
 * @param incidentId its incident
 * @param alertId its alert
 * @param episodeId the alert's episode
 * @param runbook the runbook's name
 * @param acted whether an action was begun
 * @param finished whether it came to its end
 * @param verdict what it concluded
 * @param reason why it stands where it stands
 * @param lines its own lines, seq counted within the execution
 */
public record ExecutionReport(
        UUID id,
        long version,
        UUID incidentId,
        UUID alertId,
        UUID episodeId,
        String runbook,
        boolean acted,
        boolean finished,
        Verdict verdict,
        String reason,
        List<TimelineLine> lines) {

    public ExecutionReport {
        lines = List.copyOf(lines);
    }

    /** How far the response has come by it. */
    public Phase phase() {
        if (finished && verdict == Verdict.RECOVERED) return Phase.MONITORING;
        return acted ? Phase.MITIGATING : Phase.INVESTIGATING;
    }
}
