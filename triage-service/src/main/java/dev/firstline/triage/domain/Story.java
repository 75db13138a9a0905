package dev.firstline.triage.domain;

import dev.firstline.triage.domain.IncidentHead.Joins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The lines that an incident's timeline gains in one transaction; what happens many times becomes one line. */
final class Story {

    /** Joins within this time are one line. */
    private static final Duration JOINS = Duration.ofSeconds(1);

    private final List<TimelineLine> lines = new ArrayList<>();
    private final Tally joins;
    private final Tally ends = new Tally();
    private final Tally passed = new Tally();
    private Instant joinsLined;
    private long lastSeq;

    Story(long lastSeq, Joins waiting) {
        this.lastSeq = lastSeq;
        this.joins = new Tally(waiting.count(), waiting.named());
        this.joinsLined = waiting.lined();
    }

    long lastSeq() {
        return lastSeq;
    }

    List<TimelineLine> lines() {
        return List.copyOf(lines);
    }

    /** Joins that stand on no line yet. */
    Joins waiting() {
        return new Joins(joins.count(), joins.named(), joinsLined);
    }

    void say(Instant at, String kind, String actor, String text, Certainty certainty, UUID alertId) {
        lines.add(new TimelineLine(++lastSeq, at, kind, actor, text, certainty, alertId));
    }

    void say(Instant at, String kind, String text, UUID alertId) {
        say(at, kind, TimelineLine.FIRSTLINE, text, Certainty.NONE, alertId);
    }

    void join(String alert) {
        joins.add(alert);
    }

    void end(String alert) {
        ends.add(alert);
    }

    void passOver(String event) {
        passed.add(event);
    }

    /** Whether joins wait that may not be told yet. */
    boolean joinsWait(Instant now) {
        return joins.count() > 0 && joinsLined != null && now.isBefore(joinsLined.plus(JOINS));
    }

    /** Whether joins wait that may be told now. */
    boolean joinsAreDue(Instant now) {
        return joins.count() > 0 && !joinsWait(now);
    }

    /** When joins that wait may be told. */
    Instant joinsDue() {
        return joinsLined.plus(JOINS);
    }

    void lineJoins(Instant now) {
        if (joins.count() == 0) return;
        say(now, "alert.joined", joins.words("An alert joined", "alerts joined"), null);
        joins.clear();
        joinsLined = now;
    }

    void lineOthers(Instant now) {
        if (ends.count() > 0) {
            say(now, "alert.resolved", ends.words("An alert is resolved", "alerts are resolved"), null);
        }
        if (passed.count() > 0) {
            say(now, "event.passed-over", passed.words("An event changed nothing", "events changed nothing"), null);
        }
        ends.clear();
        passed.clear();
    }
}
