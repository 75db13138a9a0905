package dev.firstline.triage.domain;

import java.util.UUID;

/**
 * Where an episode belongs, and what came of it. Changed only under the lock of its group.
 *
 * @param episodeId the episode
 * @param incidentId its incident
 * @param groupKey the incident's group
 * @param verdict what the newest execution concluded
 * @param request what remediation has to know
 */
public record Placement(UUID episodeId, UUID incidentId, String groupKey, Verdict verdict, RunbookRequest request) {

    /** The same with another request. */
    public Placement with(RunbookRequest newest) {
        return new Placement(episodeId, incidentId, groupKey, verdict, newest);
    }

    /** The same with a verdict. */
    public Placement with(Verdict newest) {
        return new Placement(episodeId, incidentId, groupKey, newest, request);
    }

    /** How grave an alert is for its incident while this episode is open: a false positive weighs nothing. */
    public static Impact weight(Impact impact, Verdict verdict) {
        return verdict == Verdict.FALSE_POSITIVE ? Impact.SMALL : impact;
    }
}
