package dev.firstline.triage.domain;

import dev.firstline.triage.domain.IncidentHead.Joins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The lines that an incident's timeline gains in one transaction, and their words. What happens many times becomes one line.
 */
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

    void joins(AlertVoice alert, Assessment assessment) {
        joins.add(alert.name() + " (" + assessment.impact() + ", " + assessment.why() + ")");
    }

    void ends(AlertVoice alert) {
        ends.add(alert.name());
    }

    void passesOver(AlertVoice alert, String why) {
        passed.add(alert.name() + " (" + why + ")");
    }

    void opens(AlertVoice alert, String source) {
        tell(alert, "incident.opened", alert.name() + " fires (" + source + ")");
    }

    /** @param before the incident's progress until now */
    void reopens(AlertVoice alert, Progress before) {
        String why = before.isHeldByPerson()
                ? "an alert opened a new episode after a person had resolved it"
                : "within reopen_window";
        tell(alert, "incident.reopened", alert.name() + " fires again: " + why);
    }

    /** @param progress the incident's */
    void goesOn(AlertVoice alert, boolean flapping, Progress progress) {
        String how = flapping
                ? " came and went faster than flap_window: one flapping episode"
                : " fires still: its source says that it is the same episode";
        String held =
                progress.isOpen() ? "" : "; the resolve of " + progress.course().resolvedBy() + " holds";
        tell(alert, flapping ? "alert.flapping" : "alert.reopened", alert.name() + how + held);
    }

    /** @param response what follows */
    void assesses(AlertVoice alert, Assessment assessment, String response) {
        tell(alert, "impact.assessed", assessment.impact() + ": " + assessment.why() + "; " + response);
    }

    /** @param before null where it was judged by nobody */
    void judgesAnew(AlertVoice alert, Assessment before, Assessment now) {
        String from = before == null ? "" : " (it was " + before.impact() + ")";
        tell(alert, "impact.assessed", alert.name() + " is " + now.impact() + from + ": " + now.why());
    }

    /**
     * @param before the incident's impact until now
     * @param response what follows
     */
    void raises(Impact before, AlertVoice alert, Assessment assessment, String response) {
        String text = "From " + before + " to " + assessment.impact() + " by " + alert.name() + ": " + assessment.why()
                + "; " + response;
        tell(alert, "impact.raised", text);
    }

    /**
     * @param before the incident's impact until now
     * @param now the one that it has
     * @param response what follows
     */
    void weighsAnew(Impact before, Impact now, String why, String response, String actor, Instant at) {
        String kind = now.exceeds(before) ? "impact.raised" : "impact.lowered";
        String text = "From " + before + " to " + now + ": " + why + "; " + response;
        say(at, kind, actor, text, Certainty.NONE, null);
    }

    void tellsNobody(Instant at, ResponseInForce response) {
        say(at, "notice.withheld", "The policy tells nobody of " + response.impact() + " incidents.", null);
    }

    void noticeIsDue(Instant at, ResponseInForce response) {
        String whom = response.kind() + " for " + String.join(", ", response.channels());
        say(at, "notice.due", "notify is told: " + whom + ".", null);
    }

    void endsUntold(Instant at) {
        say(at, "notice.withheld", "It ended before its first notice was due (group_wait): nobody is told.", null);
    }

    void endsUnconfirmed(Instant at) {
        String text = "It ended before notify confirmed what somebody had to hear of: nobody need be paged.";
        say(at, "notice.overtaken", text, null);
    }

    /** The words of a person's resolve. */
    static String over(String actor, String reason, int firing) {
        String still = firing == 0 ? "" : " " + firing + " of its alerts fire still.";
        return actor + " says that it is over" + (reason.isBlank() ? "." : ": " + reason) + still;
    }

    private void tell(AlertVoice alert, String kind, String text) {
        say(alert.at(), kind, text, alert.id());
    }

    /** Whether joins wait that may not be told yet. */
    boolean joinsWait(Instant now) {
        return joins.count() > 0 && joinsLined != null && now.isBefore(joinsLined.plus(JOINS));
    }

    /** Whether joins wait that may be told now. */
    boolean joinsAreDue(Instant now) {
        return joins.count() > 0 && !joinsWait(now);
    }

    /** When joins that wait may be told; null where none waits. */
    Instant joinsDue(Instant now) {
        return joinsWait(now) ? joinsLined.plus(JOINS) : null;
    }

    /** Before the end: nothing waits any more. */
    void lineAll(Instant now) {
        lineJoins(now);
        lineOthers(now);
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
