package dev.firstline.triage.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How far notify was told of an incident, and when it hears of it next.
 *
 * @param due when the first notice may leave
 * @param calledVersion the version that somebody has to hear of: the first notice's, later a higher impact's or a reopening's; 0 before the
 *     first
 * @param handed when the last hand-over was due; null before the first
 * @param confirmedVersion the version that notify has confirmed; 0 before the first
 * @param confirmedSeq the line that notify's last answer confirmed
 */
public record Telling(Instant due, long calledVersion, Instant handed, long confirmedVersion, long confirmedSeq) {

    /** Changes of lists and counts alone are handed over at most this often: no channel takes an edit of one message faster. */
    private static final Duration PACE = Duration.ofSeconds(1);

    /** The same for an incident that has more alerts than anybody is shown: only its counts change. */
    private static final Duration CROWDS_PACE = Duration.ofSeconds(5);

    private static final int CROWD = 50;

    /** Nothing is told yet; the first notice waits. */
    static Telling from(Instant due) {
        return new Telling(due, 0, null, 0, 0);
    }

    /** The first notice waits anew; one that has left has left. */
    Telling waitingAnew(Instant newDue) {
        return told() ? this : new Telling(newDue, 0, handed, confirmedVersion, confirmedSeq);
    }

    /** Whether the first notice has been handed over. */
    boolean told() {
        return calledVersion > 0;
    }

    /** Whether somebody is to be told and the first notice hasn't left. */
    boolean isOwed(ResponseInForce response) {
        return !told() && response.tellsSomebody();
    }

    /** Whether the first notice leaves now. */
    boolean begins(ResponseInForce response, Instant now) {
        return isOwed(response) && !now.isBefore(due);
    }

    /** Whether notify hasn't confirmed yet what somebody has to hear of. */
    boolean isUnconfirmed() {
        return confirmedVersion < calledVersion;
    }

    /** The same with a version that somebody has to hear of. */
    Telling calls(long version) {
        return new Telling(due, version, handed, confirmedVersion, confirmedSeq);
    }

    /**
     * The same after a change. Before the first notice, nothing is handed over.
     *
     * @param urgent whether somebody waits to hear of the change
     * @param alerts how many the incident has
     */
    Telling changed(boolean urgent, int alerts, Instant now) {
        if (!told()) return this;
        return new Telling(due, calledVersion, urgent ? now : paced(alerts, now), confirmedVersion, confirmedSeq);
    }

    /** Not before a hand-over that stands already, and not right after one. */
    private Instant paced(int alerts, Instant now) {
        if (handed == null) return now;
        if (handed.isAfter(now)) return handed;
        Instant next = handed.plus(alerts > CROWD ? CROWDS_PACE : PACE);
        return next.isAfter(now) ? next : now;
    }

    /**
     * When an open incident has to be looked at again though nothing has changed; null for never.
     *
     * @param joinsDue when joins that wait may stand on a line; null where none waits
     */
    Instant nextLook(ResponseInForce response, Instant joinsDue) {
        if (!isOwed(response)) return joinsDue;
        return joinsDue != null && joinsDue.isBefore(due) ? joinsDue : due;
    }
}
