package dev.firstline.triage.domain;

import java.util.UUID;

/**
 * Where an episode belongs, and what came of it. Changed only under the lock of its group.
 *
 * @param episodeId the episode
 * @param incidentId its incident
 * @param groupKey the incident's group
 * @param impact what its alert was last judged to be; the incident shows its worst alerts by it
 * @param superseded whether a later episode of its alert stands for the alert in the same incident
 * @param verdict what the newest execution concluded
 * @param request what remediation has to know
 */
public record Placement(
        UUID episodeId,
        UUID incidentId,
        String groupKey,
        Impact impact,
        boolean superseded,
        Verdict verdict,
        RunbookRequest request) {

    /** The place of an episode that begins. */
    static Placement in(Incident incident, UUID episodeId) {
        return new Placement(
                episodeId,
                incident.id(),
                incident.groupKey(),
                Impact.UNKNOWN,
                false,
                Verdict.NONE,
                RunbookRequest.NEVER);
    }

    /** The same episode in another incident. */
    Placement movedTo(Incident incident) {
        return new Placement(
                episodeId, incident.id(), incident.groupKey(), impact, superseded, verdict, request.changed());
    }

    Placement judged(Impact newest) {
        return new Placement(episodeId, incidentId, groupKey, newest, superseded, verdict, request);
    }

    Placement supersededByLater() {
        return new Placement(episodeId, incidentId, groupKey, impact, true, verdict, request);
    }

    /** The same with another request. */
    public Placement with(RunbookRequest newest) {
        return new Placement(episodeId, incidentId, groupKey, impact, superseded, verdict, newest);
    }

    /** The same with a verdict. */
    public Placement with(Verdict newest) {
        return new Placement(episodeId, incidentId, groupKey, impact, superseded, newest, request);
    }

    /** How grave an alert is for its incident while this episode is open: a false positive weighs nothing. */
    public static Impact weight(Impact impact, Verdict verdict) {
        return verdict == Verdict.FALSE_POSITIVE ? Impact.SMALL : impact;
    }
}
