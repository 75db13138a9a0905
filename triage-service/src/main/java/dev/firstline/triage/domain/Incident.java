package dev.firstline.triage.domain;

import dev.firstline.triage.domain.IncidentHead.Course;
import dev.firstline.triage.domain.IncidentHead.Joins;
import dev.firstline.triage.domain.IncidentHead.Owner;
import dev.firstline.triage.domain.IncidentHead.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An incident while one transaction changes it, under the lock of its group. It collects the lines that its timeline gains; nothing
 * else knows how a story is told.
 */
public final class Incident {

    /** Changes of lists and counts alone are handed over at most this often: no channel takes an edit of one message faster. */
    private static final Duration PACE = Duration.ofSeconds(1);

    /** The same for an incident that has more alerts than anybody is shown: only its counts change. */
    private static final Duration CROWDS_PACE = Duration.ofSeconds(5);

    private static final int CROWD = 50;

    /**
     * What has to follow from the changes.
     *
     * @param handOver when notify has to hear; null for not (yet)
     * @param look when the incident has to be looked at again; null for never
     */
    public record Next(Instant handOver, Instant look) {}

    private final UUID id;
    private final String groupKey;
    private final Owner owner;
    private final Story story;
    private final Set<String> channels;
    private long version;
    private Phase phase;
    private String title;
    private Impact impact;
    private Impact peak;
    private Kind kind;
    private Course course;
    private int reopenCount;
    private String policyHash;
    private Telling telling;
    private int alerts;
    private int firing;
    private boolean changed;
    private boolean urgent;

    /** @param head as it stands */
    public Incident(IncidentHead head) {
        id = head.id();
        groupKey = head.groupKey();
        owner = head.owner();
        story = new Story(head.lastSeq(), head.joins());
        channels = new LinkedHashSet<>(head.channels());
        version = head.version();
        phase = head.phase();
        title = head.title();
        impact = head.impact();
        peak = head.peak();
        kind = head.kind();
        course = head.course();
        reopenCount = head.reopenCount();
        policyHash = head.policyHash();
        telling = head.telling();
        alerts = head.alerts();
        firing = head.firing();
    }

    /** A new one, for its first alert. */
    static Incident begun(UUID id, String groupKey, Content content, Instant at, Instant now, PolicyInForce in) {
        Catalogue.Service service = in.catalogue().service(content.service());
        return new Incident(new IncidentHead(
                id,
                0,
                groupKey,
                Phase.DETECTED,
                content.name(),
                new Owner(content.service(), service.team(), service.slackChannel(), service.pagerdutyService()),
                Impact.SMALL,
                Impact.SMALL,
                Kind.NONE,
                List.of(),
                0,
                0,
                new Course(at, null, "", null, ""),
                0,
                in.hash(),
                0,
                new Telling(now.plus(in.policy().grouping().groupWait()), false, null, 0, 0),
                new Joins(0, List.of(), null)));
    }

    /** As it stands now. */
    public IncidentHead head() {
        return new IncidentHead(
                id,
                version,
                groupKey,
                phase,
                title,
                owner,
                impact,
                peak,
                kind,
                List.copyOf(channels),
                alerts,
                firing,
                course,
                reopenCount,
                policyHash,
                story.lastSeq(),
                telling,
                story.waiting());
    }

    public UUID id() {
        return id;
    }

    public String groupKey() {
        return groupKey;
    }

    public long version() {
        return version;
    }

    public boolean isOpen() {
        return course.resolved() == null;
    }

    boolean isHeldByPerson() {
        return !isOpen() && !course.resolvedBy().isEmpty();
    }

    /** What it means for customers now. */
    public Impact impact() {
        return impact;
    }

    /** Whether it ended so lately that a firing belongs to it still. */
    boolean mayReopen(Instant at, Duration window) {
        return !isOpen() && Duration.between(course.resolved(), at).compareTo(window) <= 0;
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
        urgent = true;
        say(alert.at(), "incident.opened", alert.name() + " fires (" + source + ")", alert.id());
        impact = assessment.impact();
        peak = impact;
        respond(in);
        say(alert.at(), "impact.assessed", assessed(assessment, in), alert.id());
        if (channels.isEmpty()) {
            say(alert.at(), "notice.withheld", "The policy tells nobody of " + impact + " incidents.", null);
        }
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
        story.join(alert.name() + " (" + assessment.impact() + ", " + assessment.reason() + ", policy "
                + assessment.policy() + ")");
        weighs(alert, assessment, in);
    }

    /** It had ended, and one of its group's alerts fires again. */
    void reopens(AlertVoice alert, Assessment assessment, Instant now, PolicyInForce in) {
        boolean byPerson = isHeldByPerson();
        course = new Course(course.started(), null, "", null, "");
        phase = Phase.DETECTED;
        reopenCount++;
        firing++;
        urgent = true;
        if (!telling.told()) {
            Instant due = now.plus(in.policy().grouping().groupWait());
            telling = new Telling(due, false, telling.handed(), telling.confirmedVersion(), telling.confirmedSeq());
        }
        String why = byPerson ? "an alert opened a new episode after a person had resolved it" : "within reopen_window";
        say(alert.at(), "incident.reopened", alert.name() + " fires again: " + why, alert.id());
        impact = firing == 1 ? assessment.impact() : impact.or(assessment.impact());
        peak = peak.or(impact);
        respond(in);
        say(alert.at(), "impact.assessed", assessed(assessment, in), alert.id());
    }

    /** One of its alerts goes on after it seemed to have ended, while the incident is open or a person's resolve holds. */
    void goesOn(AlertVoice alert, boolean flapping) {
        firing++;
        String how = flapping
                ? " came and went faster than flap_window: one flapping episode"
                : " fires still: its source says that it is the same episode";
        String held = isOpen() ? "" : "; the resolve of " + course.resolvedBy() + " holds";
        say(alert.at(), flapping ? "alert.flapping" : "alert.reopened", alert.name() + how + held, alert.id());
    }

    /** One of its alerts is judged otherwise than before. */
    void judgedAnew(AlertVoice alert, Assessment before, Assessment now, PolicyInForce in) {
        String from = before == null ? "" : " (it was " + before.impact() + ")";
        say(
                alert.at(),
                "impact.assessed",
                alert.name() + " is " + now.impact() + from + ": " + now.reason() + ", policy " + now.policy(),
                alert.id());
        weighs(alert, now, in);
    }

    /** One of its alerts ended; the last one ends it. */
    void ends(AlertVoice alert) {
        firing = Math.max(0, firing - 1);
        changed = true;
        story.end(alert.name());
        if (isOpen() && firing == 0) close(alert.at(), "", "All its alerts are resolved.");
    }

    /** An event was passed over. */
    void passesOver(AlertVoice alert, String why) {
        changed = true;
        story.passOver(alert.name() + " (" + why + ")");
    }

    /** A person looks after it. False where somebody did before. */
    public boolean acknowledge(String actor, Instant now) {
        if (course.acknowledged() != null) return false;
        course = new Course(course.started(), now, actor, course.resolved(), course.resolvedBy());
        forward(Phase.INVESTIGATING);
        say(now, "incident.acknowledged", actor + " looks after it.", null, actor);
        urgent = true;
        return true;
    }

    /** A person says that it is over. False where it is. */
    public boolean resolve(String actor, String reason, Instant now) {
        if (!isOpen()) return false;
        String still = firing == 0 ? "" : " " + firing + " of its alerts fire still.";
        close(now, actor, actor + " says that it is over" + (reason.isBlank() ? "." : ": " + reason) + still);
        return true;
    }

    /** A person judged one of its alerts. */
    public void decided(String alertName, UUID alertId, Decision decision, Instant now) {
        String text = alertName + " is " + decision.impact() + ": " + decision.reason();
        say(now, "impact.decided", text, alertId, decision.actor());
        urgent = true;
    }

    /** Something is to be read on its timeline. */
    public void note(Instant at, String kind, String actor, String text, Certainty certainty, UUID alertId) {
        changed = true;
        urgent = true;
        story.say(at, kind, actor, text, certainty, alertId);
    }

    /** The response has come this far; it never goes back. */
    public void forward(Phase reached) {
        if (!isOpen() || phase.compareTo(reached) >= 0) return;
        phase = reached;
        changed = true;
        urgent = true;
    }

    /**
     * Takes over the highest impact of its firing alerts, also a lower one: a person, a verdict or a changed policy is the reason.
     *
     * @param highest null where none fires
     * @param why in a few words
     */
    public void weighAnew(Impact highest, String why, String actor, Instant now, PolicyInForce in) {
        if (!isOpen()) return;
        Impact before = impact;
        if (highest != null) impact = highest;
        peak = peak.or(impact);
        respond(in);
        if (impact == before) return;
        urgent = true;
        String kindOf = impact.exceeds(before) ? "impact.raised" : "impact.lowered";
        say(now, kindOf, "From " + before + " to " + impact + ": " + why + "; " + response(in), null, actor);
    }

    /**
     * Ends the transaction's changes: what has to follow from them.
     *
     * @param now the time
     */
    public Next settle(Instant now) {
        story.lineOthers(now);
        boolean joinsWait = isOpen() && story.joinsWait(now);
        if (!joinsWait) story.lineJoins(now);
        if (!changed) return new Next(null, null);
        boolean begins = isOpen() && !telling.told() && !channels.isEmpty() && !now.isBefore(telling.due());
        if (begins) {
            say(now, "notice.due", "notify is told: " + kind + " for " + String.join(", ", channels) + ".", null);
        }
        version++;
        Instant handOver = null;
        if (telling.told() || begins) {
            handOver = begins || urgent ? now : paced(now);
            telling = new Telling(telling.due(), true, handOver, telling.confirmedVersion(), telling.confirmedSeq());
        }
        return new Next(handOver, nextLook(now));
    }

    /** Whether the first notice has become due, or joins have waited long enough: then a look has something to change. */
    public void lookAgain(Instant now) {
        boolean due = isOpen() && !telling.told() && !channels.isEmpty() && !now.isBefore(telling.due());
        if (due || story.joinsAreDue(now)) changed = true;
    }

    /** When it has to be looked at again though nothing has changed; null for never. */
    public Instant nextLook(Instant now) {
        if (!isOpen()) return null;
        Instant forJoins = story.joinsWait(now) ? story.joinsDue() : null;
        Instant forNotice = !telling.told() && !channels.isEmpty() ? telling.due() : null;
        if (forJoins == null) return forNotice;
        return forNotice == null || forJoins.isBefore(forNotice) ? forJoins : forNotice;
    }

    private void close(Instant at, String actor, String text) {
        story.lineJoins(at);
        story.lineOthers(at);
        course = new Course(course.started(), course.acknowledged(), course.acknowledgedBy(), at, actor);
        phase = Phase.RESOLVED;
        urgent = true;
        say(at, "incident.resolved", text, null, actor.isEmpty() ? TimelineLine.FIRSTLINE : actor);
        if (!telling.told() && !channels.isEmpty()) {
            say(at, "notice.withheld", "It ended before its first notice was due (group_wait): nobody is told.", null);
        } else if (telling.told() && telling.confirmedVersion() == 0) {
            say(
                    at,
                    "notice.overtaken",
                    "It ended before notify confirmed the first notice: nobody need be paged.",
                    null);
        }
    }

    private void weighs(AlertVoice alert, Assessment assessment, PolicyInForce in) {
        if (!isOpen() || !assessment.impact().exceeds(impact)) return;
        Impact before = impact;
        impact = assessment.impact();
        peak = peak.or(impact);
        title = alert.name();
        urgent = true;
        respond(in);
        String text = "From " + before + " to " + impact + " by " + alert.name() + ": " + assessment.reason()
                + ", policy " + assessment.policy() + "; " + response(in);
        say(alert.at(), "impact.raised", text, alert.id());
    }

    private void respond(PolicyInForce in) {
        Response response = in.policy().response(impact);
        boolean differs = kind != response.kind() || !policyHash.equals(in.hash());
        changed |= differs | channels.addAll(response.channels());
        kind = response.kind();
        policyHash = in.hash();
    }

    private String assessed(Assessment assessment, PolicyInForce in) {
        return assessment.impact() + ": " + assessment.reason() + ", policy " + assessment.policy() + "; "
                + response(in);
    }

    private String response(PolicyInForce in) {
        Response response = in.policy().response(impact);
        String told =
                response.channels().isEmpty() ? "tells nobody" : "tells " + String.join(", ", response.channels());
        return response.kind() + ", " + told
                + (response.runbook() ? ", a matching runbook starts" : ", starts no runbook");
    }

    /** Not before a hand-over that stands already, and not right after one. */
    private Instant paced(Instant now) {
        Instant handed = telling.handed();
        if (handed == null) return now;
        if (handed.isAfter(now)) return handed;
        Instant next = handed.plus(alerts > CROWD ? CROWDS_PACE : PACE);
        return next.isAfter(now) ? next : now;
    }

    private void say(Instant at, String kindOf, String text, UUID alertId) {
        say(at, kindOf, text, alertId, TimelineLine.FIRSTLINE);
    }

    private void say(Instant at, String kindOf, String text, UUID alertId, String actor) {
        changed = true;
        story.say(at, kindOf, actor, text, Certainty.NONE, alertId);
    }
}
