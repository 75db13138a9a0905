package dev.firstline.triage.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An incident as it stands in its table.
 *
 * @param id a UUID (version 7)
 * @param version counts the changes of what a snapshot shows
 * @param groupKey what its alerts have in common
 * @param phase where the response stands
 * @param title one line
 * @param owner whose it is
 * @param impact what it means for customers
 * @param peak the highest impact that it ever had
 * @param kind how loudly the response speaks
 * @param channels whom it was meant for, ever: whoever heard of it hears the end
 * @param alerts how many alerts it has
 * @param firing how many of them fire
 * @param course when what happened, and by whom
 * @param reopenCount how often it was reopened
 * @param policyHash the policy under which it was last assessed
 * @param lastSeq the highest line of its timeline
 * @param telling how far notify was told
 * @param joins alerts that joined and stand on no line yet
 */
public record IncidentHead(
        UUID id,
        long version,
        String groupKey,
        Phase phase,
        String title,
        Owner owner,
        Impact impact,
        Impact peak,
        Kind kind,
        List<String> channels,
        int alerts,
        int firing,
        Course course,
        int reopenCount,
        String policyHash,
        long lastSeq,
        Telling telling,
        Joins joins) {

    /** Whose it is, as the catalogue said when it was opened; each may be empty. */
    public record Owner(String service, String team, String slackChannel, String pagerdutyService) {}

    /** When what happened; null or empty where it didn't. {@code resolvedBy} is empty where its alerts ended by themselves. */
    public record Course(
            Instant started, Instant acknowledged, String acknowledgedBy, Instant resolved, String resolvedBy) {}

    /**
     * Alerts that joined and stand on no line yet.
     *
     * @param count how many
     * @param named some of them
     * @param lined when a line told of joins last; null before the first
     */
    public record Joins(long count, List<String> named, Instant lined) {}

    public IncidentHead {
        channels = List.copyOf(channels);
    }

    /** A new incident's, before anything is said of its first alert. */
    static IncidentHead begun(UUID id, String groupKey, Content content, Instant at, Instant now, PolicyInForce in) {
        Progress progress = Progress.from(at);
        Catalogue.Service service = in.catalogue().service(content.service());
        return new IncidentHead(
                id,
                0,
                groupKey,
                progress.phase(),
                content.name(),
                new Owner(content.service(), service.team(), service.slackChannel(), service.pagerdutyService()),
                Impact.SMALL,
                Impact.SMALL,
                Kind.NONE,
                List.of(),
                0,
                0,
                progress.course(),
                progress.reopenCount(),
                in.hash(),
                0,
                Telling.from(now.plus(in.policy().grouping().groupWait())),
                new Joins(0, List.of(), null));
    }

    /** The same incident later. */
    IncidentHead with(
            long newVersion,
            String newTitle,
            Progress progress,
            ResponseInForce response,
            int newAlerts,
            int newFiring,
            Telling newTelling,
            Story story) {
        return new IncidentHead(
                id,
                newVersion,
                groupKey,
                progress.phase(),
                newTitle,
                owner,
                response.impact(),
                response.peak(),
                response.kind(),
                response.channels(),
                newAlerts,
                newFiring,
                progress.course(),
                progress.reopenCount(),
                response.policyHash(),
                story.lastSeq(),
                newTelling,
                story.waiting());
    }

    /** How far the response has come. */
    Progress progress() {
        return new Progress(phase, course, reopenCount);
    }

    /** What it means for customers, and what follows. */
    ResponseInForce response() {
        return new ResponseInForce(impact, peak, kind, channels, policyHash);
    }

    /** How many of its alerts are resolved. */
    public int resolved() {
        return alerts - firing;
    }

    public boolean isOpen() {
        return course.resolved() == null;
    }
}
