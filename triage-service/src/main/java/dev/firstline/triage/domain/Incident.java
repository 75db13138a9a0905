package dev.firstline.triage.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An incident while one transaction changes it, under the lock of its group. What it means and what follows is {@link ResponseInForce}'s
 * to say, how far the response has come {@link Progress}'s, when notify hears of it {@link Telling}'s, how people read it {@link Story}'s.
 */
public final class Incident {

    /** What has to follow: when notify has to hear, null for not (yet), and when to look at it again, null for never. */
    public record Next(Instant handOver, Instant look) {}

    private final IncidentHead found;
    private final Story story;
    private long version;
    private String title;
    private int alerts;
    private int firing;
    private Progress progress;
    private ResponseInForce response;
    private Telling telling;
    private boolean changed;
    private boolean urgent;
    private boolean calling;

    /** @param head as it stands */
    public Incident(IncidentHead head) {
        found = head;
        story = new Story(head.lastSeq(), head.joins());
        version = head.version();
        title = head.title();
        alerts = head.alerts();
        firing = head.firing();
        progress = head.progress();
        response = head.response();
        telling = head.telling();
    }

    /** A new one, for its first alert. */
    static Incident begun(UUID id, String groupKey, Content content, Instant at, Instant now, PolicyInForce in) {
        return new Incident(IncidentHead.begun(id, groupKey, content, at, now, in));
    }

    /** As it stands now. */
    public IncidentHead head() {
        return found.with(version, title, progress, response, alerts, firing, telling, story);
    }

    public UUID id() {
        return found.id();
    }

    public String groupKey() {
        return found.groupKey();
    }

    public long version() {
        return version;
    }

    public boolean isOpen() {
        return progress.isOpen();
    }

    Progress progress() {
        return progress;
    }

    /** What it means for customers now. */
    public Impact impact() {
        return response.impact();
    }

    /** Whether anything has changed that has to be stored. */
    public boolean isChanged() {
        return changed;
    }

    /** The lines that its timeline has gained. */
    public List<TimelineLine> lines() {
        return story.lines();
    }

    /** Its first alert began to fire. */
    void opens(String source, AlertVoice alert, Assessment assessment, PolicyInForce in) {
        firing++;
        story.opens(alert, source);
        response = response.to(assessment.impact(), in);
        story.assesses(alert, assessment, response.words(in));
        if (!response.tellsSomebody()) story.tellsNobody(alert.at(), response);
        changedUrgently();
    }

    /** An alert belongs to it that it didn't have before. */
    void gainsAlert() {
        alerts++;
        changed = true;
    }

    /** The only episode that it had of an alert goes on in another incident. */
    void losesAlert() {
        alerts--;
        changed = true;
    }

    /** An alert's next episode began. */
    void joins(AlertVoice alert, Assessment assessment, PolicyInForce in) {
        firing++;
        changed = true;
        story.joins(alert, assessment);
        rises(alert, assessment, in);
    }

    /** It had ended, and one of its group's alerts fires again. */
    void reopens(AlertVoice alert, Assessment assessment, Instant now, PolicyInForce in) {
        story.reopens(alert, progress);
        progress = progress.reopened();
        firing++;
        telling = telling.waitingAnew(now.plus(in.policy().grouping().groupWait()));
        Impact others = firing == 1 ? Impact.SMALL : impact();
        response = response.to(assessment.impact().or(others), in);
        story.assesses(alert, assessment, response.words(in));
        calls();
    }

    /** One of its alerts goes on after it seemed to have ended, while the incident is open or a person's resolve holds. */
    void goesOn(AlertVoice alert, boolean flapping) {
        firing++;
        changed = true;
        story.goesOn(alert, flapping, progress);
    }

    /** One of its alerts is judged otherwise than before. */
    void judgedAnew(AlertVoice alert, Assessment before, Assessment now, PolicyInForce in) {
        changed = true;
        story.judgesAnew(alert, before, now);
        rises(alert, now, in);
    }

    /** One of its alerts ended; the last one ends it. */
    void ends(AlertVoice alert) {
        firing = Math.max(0, firing - 1);
        changed = true;
        story.ends(alert);
        if (isOpen() && firing == 0) close(alert.at(), "", "All its alerts are resolved.");
    }

    /** An event was passed over. */
    void passesOver(AlertVoice alert, String why) {
        changed = true;
        story.passesOver(alert, why);
    }

    /** A person looks after it. False where somebody did before. */
    public boolean acknowledge(String actor, Instant now) {
        if (progress.isAcknowledged()) return false;
        progress = progress.acknowledged(actor, now);
        note(now, "incident.acknowledged", actor, actor + " looks after it.", Certainty.NONE, null);
        return true;
    }

    /** A person says that it is over. False where it is. */
    public boolean resolve(String actor, String reason, Instant now) {
        if (!isOpen()) return false;
        close(now, actor, Story.over(actor, reason, firing));
        return true;
    }

    /** A person judged one of its alerts. */
    public void decided(String alertName, UUID alertId, Decision decision, Instant now) {
        String text = alertName + " is " + decision.impact() + ": " + decision.reason();
        note(now, "impact.decided", decision.actor(), text, Certainty.NONE, alertId);
    }

    /** Something is to be read on its timeline. */
    public void note(Instant at, String kind, String actor, String text, Certainty certainty, UUID alertId) {
        changedUrgently();
        story.say(at, kind, actor, text, certainty, alertId);
    }

    /** The response has come this far; it never goes back. */
    public void forward(Phase reached) {
        Progress before = progress;
        progress = before.forward(reached);
        if (!progress.equals(before)) changedUrgently();
    }

    /**
     * Takes over the highest impact of its firing alerts (null where none fires), also a lower one: a person, a verdict or a changed
     * policy is the reason.
     */
    public void weighAnew(Impact highest, String why, String actor, Instant now, PolicyInForce in) {
        if (!isOpen()) return;
        ResponseInForce before = response;
        response = before.to(highest == null ? before.impact() : highest, in);
        if (!response.equals(before)) changed = true;
        if (response.impact() == before.impact()) return;
        story.weighsAnew(before.impact(), response.impact(), why, response.words(in), actor, now);
        if (response.impact().exceeds(before.impact())) calls();
        else changedUrgently();
    }

    /** Ends the transaction's changes: what has to follow from them. */
    public Next settle(Instant now) {
        story.lineOthers(now);
        if (!isOpen() || !story.joinsWait(now)) story.lineJoins(now);
        if (!changed) return new Next(null, null);
        boolean begins = isOpen() && telling.begins(response, now);
        if (begins) story.noticeIsDue(now, response);
        version++;
        if (begins || (calling && telling.told())) telling = telling.calls(version);
        telling = telling.changed(begins || urgent, alerts, now);
        return new Next(telling.told() ? telling.handed() : null, nextLook(now));
    }

    /** Whether the first notice has become due, or joins have waited long enough: then a look has something to change. */
    public void lookAgain(Instant now) {
        if ((isOpen() && telling.begins(response, now)) || story.joinsAreDue(now)) changed = true;
    }

    /** When it has to be looked at again though nothing has changed; null for never. */
    public Instant nextLook(Instant now) {
        return isOpen() ? telling.nextLook(response, story.joinsDue(now)) : null;
    }

    private void close(Instant at, String actor, String text) {
        story.lineAll(at);
        progress = progress.ended(actor, at);
        note(at, "incident.resolved", actor.isEmpty() ? TimelineLine.FIRSTLINE : actor, text, Certainty.NONE, null);
        if (telling.isOwed(response)) story.endsUntold(at);
        else if (telling.isUnconfirmed()) story.endsUnconfirmed(at);
    }

    /** Its impact rises with an alert's; it never falls by itself. */
    private void rises(AlertVoice alert, Assessment assessment, PolicyInForce in) {
        Impact before = response.impact();
        if (!isOpen() || !assessment.impact().exceeds(before)) return;
        response = response.to(assessment.impact(), in);
        title = alert.name();
        story.raises(before, alert, assessment, response.words(in));
        calls();
    }

    /** Somebody may have to get up for this: it has to reach notify, or the timeline says why it didn't. */
    private void calls() {
        calling = true;
        changedUrgently();
    }

    /** Somebody waits to hear of this: notify is told at once. */
    private void changedUrgently() {
        changed = true;
        urgent = true;
    }
}
