package dev.firstline.e2e.delivery.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.e2e.delivery.check.Facts.Action;
import dev.firstline.e2e.delivery.check.Facts.Aid;
import dev.firstline.e2e.delivery.check.Facts.Effect;
import dev.firstline.e2e.delivery.check.Facts.Episode;
import dev.firstline.e2e.delivery.check.Facts.Execution;
import dev.firstline.e2e.delivery.check.Facts.Folded;
import dev.firstline.e2e.delivery.check.Facts.Page;
import dev.firstline.e2e.delivery.check.Facts.Post;
import dev.firstline.e2e.delivery.check.Facts.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private final Scene scene = new Scene();

    private void finds(String... beginnings) {
        List<String> found = scene.found();
        assertThat(found).hasSize(beginnings.length);
        for (int i = 0; i < beginnings.length; i++) assertThat(found.get(i)).startsWith(beginnings[i]);
    }

    @Test
    void findsNothingWhereAllIsWell() {
        finds();
    }

    @Test
    void namesAnAcknowledgedAlertThatIsNotInTheLog() {
        scene.logged.put("aaaa", 2L);
        scene.folded.put("aaaa", new Folded(true, 2, 0, "I1"));
        finds("lost before the log: alert aaaa: 3 were acknowledged, 2 are in ingest's log");
    }

    @Test
    void namesAnAlertThatStandsInTheLogMoreOftenThanItWasSent() {
        scene.logged.put("bbbb", 3L);
        scene.folded.put("bbbb", new Folded(false, 3, 0, ""));
        finds("doubled in the log: alert bbbb: 2 were sent, 3");
    }

    @Test
    void namesAnEventThatWasNotFolded() {
        scene.folded.put("aaaa", new Folded(true, 2, 1, "I1"));
        finds("lost before the alert: alert aaaa: 4 events are in ingest's log, 3 were folded (1 of them late)");
    }

    @Test
    void namesAnEventThatWasFoldedTwice() {
        scene.folded.put("aaaa", new Folded(true, 4, 1, "I1"));
        finds("folded twice: alert aaaa");
    }

    @Test
    void namesAnAlertWhoseLastWordDoesNotHold() {
        scene.folded.put("bbbb", new Folded(true, 2, 0, "I1"));
        finds("wrong last state: alert bbbb: its sender's last word is RESOLVED");
    }

    @Test
    void namesAFiringAlertWithoutAnOpenIncident() {
        scene.folded.put("aaaa", new Folded(true, 4, 0, "I2"));
        finds("no incident: alert aaaa");
    }

    @Test
    void namesAnIncidentThatIsOpenThoughNoAlertFires() {
        change(0, true, 0, 2, 4, Scene.lines(4));
        assertThat(scene.found()).anyMatch(line -> line.startsWith("wrong end: incident I1: it is open, and 0"));
    }

    @Test
    void namesATimelineWithAGap() {
        List<Incident.Line> gap =
                List.of(new Incident.Line(1, "a"), new Incident.Line(2, "notice.due"), new Incident.Line(4, "b"));
        change(0, true, 1, 1, 4, gap);
        finds("broken timeline: incident I1: its head counts 4 lines, and there are [1, 2, 4]");
    }

    @Test
    void namesAnIncidentThatNobodyWasPagedFor() {
        scene.pages.clear();
        finds("not paged: incident I1", "page missing: incident I1");
    }

    @Test
    void acceptsThatNobodyIsPagedForWhatEndedFirst() {
        List<Incident.Line> lines =
                List.of(new Incident.Line(1, "incident.opened"), new Incident.Line(2, "notice.withheld"));
        scene.incidents.add(new Incident(
                "I3",
                false,
                "RESOLVED",
                "LARGE",
                0,
                Set.of("pagerduty", "slack"),
                "C1",
                0,
                1,
                List.of(new Incident.Alert("Errors at d", false, "LARGE", "NONE")),
                2,
                lines));
        finds();
    }

    @Test
    void namesAnOpenIncidentWhosePageWasClosed() {
        scene.pages.add(new Page("I1/1", false));
        finds("page missing: incident I1");
    }

    @Test
    void namesAPageThatALateTriggerOpenedAgain() {
        scene.pages.add(new Page("I1/0", true));
        finds("page left open: page I1/0");
    }

    @Test
    void namesAnIncidentThatWasToldTwice() {
        scene.posts.add(new Post("C1", "300.000001", "", "I2", Scene.TEXT_OF_OTHER, 0, 0));
        assertThat(scene.found()).anyMatch(line -> line.startsWith("told twice: incident I2: 2 first messages"));
    }

    @Test
    void namesAnIncidentThatWasNotTold() {
        scene.posts.removeIf(post -> post.incident().equals("I2"));
        finds("not told: incident I2");
    }

    @Test
    void namesAFirstMessageThatShowsAnOldState() {
        text(Scene.TEXT.replace("1 firing", "2 firing"));
        finds("old state: incident I1: its first message lacks [1 firing, 1 resolved]");
    }

    @Test
    void namesAFirstMessageThatShowsAnOldImpact() {
        text(Scene.TEXT.replace("] LARGE ·", "] MEDIUM ·"));
        finds("old state: incident I1: its first message lacks [[MITIGATING] LARGE ·]");
    }

    @Test
    void namesAFirstMessageThatShowsAnOldVerdict() {
        text(Scene.TEXT.replace("first aid: INCONCLUSIVE", "first aid: NEEDS_ATTENTION"));
        finds("old state: incident I1: its first message lacks [[Alert[title=Errors at a, firing=true, impact=LARGE,"
                + " verdict=INCONCLUSIVE]] instead of Alert[title=Errors at a, firing=true, impact=LARGE,"
                + " verdict=NEEDS_ATTENTION]]");
        text(Scene.TEXT.replace(" · first aid: INCONCLUSIVE", ""));
        assertThat(scene.found()).singleElement().asString().contains("verdict=INCONCLUSIVE]] instead of");
    }

    @Test
    void namesAFirstMessageThatShowsAnOldStateOrImpactOfAnAlert() {
        text(Scene.TEXT.replace("Errors at b (resolved)", "Errors at b (firing)"));
        assertThat(scene.found())
                .singleElement()
                .asString()
                .contains("instead of Alert[title=Errors at b, firing=true");
        text(Scene.TEXT.replace("• MEDIUM · Errors at b", "• SMALL · Errors at b"));
        assertThat(scene.found()).singleElement().asString().contains("impact=SMALL");
    }

    @Test
    void namesAFirstMessageThatLeavesAnAlertOut() {
        text(Scene.TEXT.replace("• MEDIUM · Errors at b (resolved) — rule warning\n", ""));
        finds("old state: incident I1: its first message lacks [2 alerts, it names 1]");
    }

    @Test
    void namesALineThatWasLost() {
        scene.posts.removeIf(post -> post.firstSeq() == 4);
        finds("story not told to its end: incident I1: its thread ends with line 3, its timeline with 4");
    }

    @Test
    void namesALineThatWasToldTwice() {
        scene.posts.add(new Post("C1", "100.000009", Scene.ROOT, "I1", "4 again", 4, 4));
        finds("line told twice or out of order: incident I1: lines 4 to 4 stand after line 4");
    }

    @Test
    void namesLinesInTheWrongOrder() {
        scene.posts.set(1, new Post("C1", "100.000004", Scene.ROOT, "I1", "1 to 3", 1, 3));
        finds(
                "line lost or out of order: incident I1: lines 4 to 4 stand after line 0",
                "line told twice or out of order: incident I1: lines 1 to 3 stand after line 4");
    }

    @Test
    void namesAReplyWithoutItsThread() {
        scene.posts.add(new Post("C1", "100.000009", "99.000001", "I1", "4 elsewhere", 4, 4));
        finds("stray message: message C1 100.000009");
    }

    @Test
    void namesAnEpisodeThatNoRunbookRanForThoughOneIs() {
        scene.episodes.set(0, new Episode("P1", "aaaa", "I1", true, Aid.RUNBOOK, 0));
        finds("no first aid: episode P1 of alert aaaa: a runbook is for it, none ran");
        // What is told of another incident says nothing about this one.
        endOf("I2", "alert.resolved");
        finds("no first aid: episode P1");
    }

    @Test
    void acceptsThatNoRunbookRanForWhatEndedFirstWhereTheTimelineSaysSo() {
        scene.episodes.add(new Episode("P3", "bbbb", "I1", false, Aid.RUNBOOK, 0));
        finds("no first aid: episode P3 of alert bbbb");
        endOf("I1", "alert.resolved");
        finds();
    }

    @Test
    void namesAnEpisodeWithoutARunbookWhoseTimelineIsSilentAboutThat() {
        scene.episodes.add(new Episode("P3", "bbbb", "I1", true, Aid.NO_RUNBOOK, 0));
        finds("not told: episode P3 of alert bbbb: no runbook is for it, and its incident's timeline is silent");
        endOf("I1", "runbook.missing");
        finds();
    }

    @Test
    void namesFirstAidThatThePolicyDoesNotWant() {
        scene.episodes.set(1, new Episode("P2", "cccc", "I2", false, Aid.NOT_WANTED, 1));
        finds("first aid by mistake: episode P2 of alert cccc");
    }

    @Test
    void namesAnActionThatWasDoneTwice() {
        scene.effects.add(new Effect("N2", "shop/web"));
        finds("done twice: intent N2 on shop/web");
    }

    @Test
    void namesAnActionThatIsSaidToBeDoneAndWasNot() {
        scene.effects.clear();
        finds("said but not done: intent N2");
    }

    @Test
    void namesAnActionThatIsDeniedAndWasDone() {
        scene.effects.add(new Effect("N1", "shop/web"));
        finds("done but denied: intent N1");
    }

    @Test
    void namesAnUnknownActionThatNobodyWasToldOfWhateverAnotherExecutionSaysOfTheSameTarget() {
        scene.actions.add(new Action("N3", "E3", "i-1", "UNKNOWN"));
        scene.actions.add(new Action("N4", "E4", "i-1", "UNKNOWN"));
        scene.told.add(new Told("E4", "action.unknown", "Nobody knows how it ended, and i-1 is blocked for 1 h"));
        finds("not told: intent N3 on i-1");
        scene.told.add(new Told("E3", "action.started", "Restarts i-1"));
        finds("not told: intent N3 on i-1");
        scene.told.add(new Told("E3", "action.unknown", "Nobody knows how it ended, and i-2 is blocked for 1 h"));
        finds("not told: intent N3 on i-1");
        scene.told.add(new Told("E3", "action.unknown", "Nobody knows how it ended, and i-1 is blocked for 1 h"));
        finds();
    }

    @Test
    void namesAnEffectThatNobodyMeant() {
        scene.effects.add(new Effect("N9", "shop/web"));
        finds("nobody's action: target shop/web");
    }

    @Test
    void namesAReportThatTriageNeverHeard() {
        scene.executions.add(new Execution("E2", "FINISHED", 5, 4));
        scene.executions.add(new Execution("E3", "RUNNING", 2, 2));
        finds("report lost: execution E2", "still under way: execution E3");
    }

    @Test
    void namesDeadLettersAndWorkThatIsLeft() {
        scene.deadLetters.put("notify", 2L);
        scene.unfinished.add("triage: notify.incident I1");
        finds("dead letter: notify: 2 dead letters", "unfinished: due work: triage: notify.incident I1");
    }

    /** An incident's timeline ends with a line of this kind. */
    private void endOf(String id, String kind) {
        for (int i = 0; i < scene.incidents.size(); i++) {
            Incident incident = scene.incidents.get(i);
            if (!incident.id().equals(id)) continue;
            List<Incident.Line> lines = new ArrayList<>(incident.lines());
            lines.set(lines.size() - 1, new Incident.Line(incident.lastSeq(), kind));
            change(i, incident.open(), incident.firing(), incident.resolved(), incident.lastSeq(), lines);
        }
    }

    /** What the first message of I1 says. */
    private void text(String text) {
        scene.posts.set(0, new Post("C1", Scene.ROOT, "", "I1", text, 0, 0));
    }

    private void change(int index, boolean open, long firing, long resolved, long lastSeq, List<Incident.Line> lines) {
        Incident before = scene.incidents.get(index);
        scene.incidents.set(
                index,
                new Incident(
                        before.id(),
                        open,
                        before.phase(),
                        before.impact(),
                        before.reopenCount(),
                        before.channels(),
                        before.slackChannel(),
                        firing,
                        resolved,
                        before.alerts(),
                        lastSeq,
                        lines));
    }
}
