package dev.firstline.triage.domain;

import java.util.UUID;

/**
 * Where an episode belongs, and what came of it. Changed only under the lock of its group.
 *
 * @param episodeId the episode
 * @param alertId its alert
 * @param incidentId its incident
 * @param groupKey the incident's group
 * @param impact what its alert was last judged to be; the incident shows its worst alerts by it
 * @param supersedes the earlier episode that stood for the alert in the same incident; null where there was none
 * @param superseded whether a later episode of its alert stands for the alert in the same incident
 * @param verdict what the newest execution concluded
 * @param request what remediation has to know
 */
public record Placement(
        UUID episodeId,
        UUID alertId,
        UUID incidentId,
        String groupKey,
        Impact impact,
        UUID supersedes,
        boolean superseded,
        Verdict verdict,
        RunbookRequest request) {

    /** An alert in an incident: one of its episodes there stands for it. */
    record Seat(UUID alertId, UUID incidentId) {}

    /** The place of an episode that begins. */
    static Placement in(Incident incident, UUID alertId, UUID episodeId) {
        return new Placement(
                episodeId,
                alertId,
                incident.id(),
                incident.groupKey(),
                Impact.UNKNOWN,
                null,
                false,
                Verdict.NONE,
                RunbookRequest.NEVER);
    }

    Seat seat() {
        return new Seat(alertId, incidentId);
    }

    /** The same episode in another incident. */
    Placement movedTo(Incident incident) {
        return new Placement(
                episodeId,
                alertId,
                incident.id(),
                incident.groupKey(),
                impact,
                supersedes,
                superseded,
                verdict,
                request.changed());
    }

    Placement judged(Impact newest) {
        return new Placement(
                episodeId, alertId, incidentId, groupKey, newest, supersedes, superseded, verdict, request);
    }

    /** The same, standing for its alert after another one did, or after none (null). */
    Placement superseding(UUID earlier) {
        return new Placement(episodeId, alertId, incidentId, groupKey, impact, earlier, superseded, verdict, request);
    }

    /** The same, standing for its alert or not. */
    Placement superseded(boolean byLater) {
        return new Placement(episodeId, alertId, incidentId, groupKey, impact, supersedes, byLater, verdict, request);
    }

    /** The same with another request. */
    public Placement with(RunbookRequest newest) {
        return new Placement(episodeId, alertId, incidentId, groupKey, impact, supersedes, superseded, verdict, newest);
    }

    /** The same with a verdict. */
    public Placement with(Verdict newest) {
        return new Placement(episodeId, alertId, incidentId, groupKey, impact, supersedes, superseded, newest, request);
    }

    /** How grave an alert is for its incident while this episode is open: a false positive weighs nothing. */
    public static Impact weight(Impact impact, Verdict verdict) {
        return verdict == Verdict.FALSE_POSITIVE ? Impact.SMALL : impact;
    }
}
