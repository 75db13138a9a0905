package dev.firstline.notify.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The state of an incident, as triage told it last.
 *
 * @param id its id
 * @param version counts its changes
 * @param resolved whether it is over
 * @param phase where the response stands
 * @param title one line
 * @param service the service that is concerned; may be empty
 * @param team the team that owns it; may be empty
 * @param impact what it means for customers now
 * @param peakImpact the highest impact that it ever had
 * @param kind how loudly the response speaks
 * @param startedTime when it began
 * @param acknowledgedTime when somebody acknowledged it; null where nobody did
 * @param acknowledgedBy who; may be empty
 * @param resolvedTime when it was resolved; null while it is open
 * @param reopenCount how often it was reopened
 * @param firing how many of its alerts fire
 * @param ended how many of its alerts are resolved
 * @param alerts the worst of them
 * @param links where to read on
 * @param notifyTime from when on people may be told; null for at once
 * @param route where it is told
 */
public record Incident(
        UUID id,
        long version,
        boolean resolved,
        Phase phase,
        String title,
        String service,
        String team,
        Impact impact,
        Impact peakImpact,
        Kind kind,
        Instant startedTime,
        Instant acknowledgedTime,
        String acknowledgedBy,
        Instant resolvedTime,
        int reopenCount,
        int firing,
        int ended,
        List<AlertFacts> alerts,
        List<Link> links,
        Instant notifyTime,
        Route route) {

    public Incident {
        Objects.requireNonNull(id);
        Objects.requireNonNull(phase);
        Objects.requireNonNull(startedTime);
        Objects.requireNonNull(route);
        if (version < 1) throw new IllegalArgumentException("an incident's versions count from 1");
        if (reopenCount < 0) throw new IllegalArgumentException("reopened " + reopenCount + " times?");
        alerts = List.copyOf(alerts);
        links = List.copyOf(links);
    }

    /** Whether somebody has acknowledged it. */
    public boolean acknowledged() {
        return acknowledgedTime != null;
    }

    /** The impact to show: what it was at its worst, once it is over. */
    public Impact shownImpact() {
        return resolved ? peakImpact : impact;
    }

    /** Whether people may be told by now. */
    public boolean mayBeTold(Instant now) {
        return notifyTime == null || !now.isBefore(notifyTime);
    }
}
