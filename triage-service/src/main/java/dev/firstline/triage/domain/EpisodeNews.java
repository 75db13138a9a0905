package dev.firstline.triage.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What remediation is told: an alert's episode.
 *
 * @param episodeId the episode
 * @param incidentId its incident
 * @param request what remediation has to know
 * @param alert the alert, as it is now
 * @param service the service that is concerned; may be empty
 * @param team who owns it; may be empty
 * @param started when the episode began
 */
public record EpisodeNews(
        UUID episodeId,
        UUID incidentId,
        RunbookRequest request,
        AlertView alert,
        String service,
        String team,
        Instant started) {}
