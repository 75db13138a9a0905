package dev.firstline.triage.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An alert as others see it.
 *
 * @param id its id
 * @param key its identity in its source
 * @param firing whether its episode in the incident is open
 * @param impact what it means for customers
 * @param impactReason why
 * @param verdict what the newest execution concluded about the episode
 * @param content what its source says
 * @param firstSeen when triage first saw it
 * @param lastSeen when triage last saw it
 * @param occurrences how often it has fired
 * @param episodeId the episode
 * @param eventCount how many events were folded into it, ever
 * @param lateCount how many came too late, ever
 */
public record AlertView(
        UUID id,
        AlertKey key,
        boolean firing,
        Impact impact,
        String impactReason,
        Verdict verdict,
        Content content,
        Instant firstSeen,
        Instant lastSeen,
        long occurrences,
        UUID episodeId,
        long eventCount,
        long lateCount) {}
