package dev.firstline.e2e.delivery.check;

import dev.firstline.e2e.delivery.check.Facts.Action;
import dev.firstline.e2e.delivery.check.Facts.Aid;
import dev.firstline.e2e.delivery.check.Facts.Effect;
import dev.firstline.e2e.delivery.check.Facts.Episode;
import dev.firstline.e2e.delivery.check.Facts.Execution;
import dev.firstline.e2e.delivery.check.Facts.Folded;
import dev.firstline.e2e.delivery.check.Facts.Page;
import dev.firstline.e2e.delivery.check.Facts.Post;
import dev.firstline.e2e.delivery.check.Facts.Sent;
import dev.firstline.e2e.delivery.check.Facts.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Facts in which all is well, to be spoilt in one place. Two incidents: I1 is open, paged, reopened once, and told in two replies; I2 is
 * over and was told in Slack alone. One restart was done, one was not.
 */
final class Scene {
    static final String ROOT = "100.000001";
    static final String TEXT =
            "*[MITIGATING] LARGE · checkout · Errors*\nAlerts: 1 firing, 1 resolved · reopened 1×\n• LARGE · Errors at a (firing)"
                    + " — rule critical · first aid: INCONCLUSIVE\n• MEDIUM · Errors at b (resolved) — rule warning\nIncident I1";
    static final String TEXT_OF_OTHER =
            "*[RESOLVED] SMALL · x*\nAlerts: 0 firing, 1 resolved\n• SMALL · Delays at c (resolved) — rule info";
    static final List<Incident.Alert> ALERTS = List.of(
            new Incident.Alert("Errors at a", true, "LARGE", "INCONCLUSIVE"),
            new Incident.Alert("Errors at b", false, "MEDIUM", "NONE"));

    final Map<String, Sent> sent = new TreeMap<>(Map.of(
            "aaaa", new Sent(4, 3, true), //
            "bbbb", new Sent(2, 2, false), //
            "cccc", new Sent(2, 2, false)));
    final Map<String, Long> logged = new TreeMap<>(Map.of("aaaa", 4L, "bbbb", 2L, "cccc", 2L));
    final Map<String, Folded> folded = new TreeMap<>(Map.of(
            "aaaa", new Folded(true, 3, 1, "I1"), //
            "bbbb", new Folded(false, 2, 0, ""), //
            "cccc", new Folded(false, 2, 0, "")));
    final List<Incident> incidents = new ArrayList<>(List.of(
            new Incident(
                    "I1",
                    true,
                    "MITIGATING",
                    "LARGE",
                    1,
                    Set.of("pagerduty", "slack"),
                    "C1",
                    1,
                    1,
                    ALERTS,
                    4,
                    lines(4)),
            new Incident(
                    "I2",
                    false,
                    "RESOLVED",
                    "SMALL",
                    0,
                    Set.of("slack"),
                    "C1",
                    0,
                    1,
                    List.of(new Incident.Alert("Delays at c", false, "SMALL", "NONE")),
                    2,
                    lines(2))));
    final List<Page> pages =
            new ArrayList<>(List.of(new Page("I1/0", true), new Page("I1/0", false), new Page("I1/1", true)));
    final List<Post> posts = new ArrayList<>(List.of(
            new Post("C1", ROOT, "", "I1", TEXT, 0, 0),
            new Post("C1", "100.000002", ROOT, "I1", "1 to 3", 1, 3),
            new Post("C1", "100.000003", ROOT, "I1", "4", 4, 4),
            new Post("C1", "200.000001", "", "I2", TEXT_OF_OTHER, 0, 0),
            new Post("C1", "200.000002", "200.000001", "I2", "1 to 2", 1, 2)));
    final List<Episode> episodes = new ArrayList<>(List.of(
            new Episode("P1", "aaaa", "I1", true, Aid.RUNBOOK, 1),
            new Episode("P2", "cccc", "I2", false, Aid.NOT_WANTED, 0)));
    final List<Execution> executions = new ArrayList<>(List.of(new Execution("E1", "FINISHED", 5, 5)));
    final List<Action> actions = new ArrayList<>(
            List.of(new Action("N1", "E1", "shop/web", "NOT_DONE"), new Action("N2", "E1", "shop/web", "SUCCEEDED")));
    final List<Told> told = new ArrayList<>(List.of(new Told("E1", "action.succeeded", "It is restarted.")));
    final List<Effect> effects = new ArrayList<>(List.of(new Effect("N2", "shop/web")));
    final Map<String, Long> deadLetters = new TreeMap<>(Map.of("ingest", 0L));
    final List<String> unfinished = new ArrayList<>();

    static List<Incident.Line> lines(long last) {
        return LongStream.rangeClosed(1, last)
                .mapToObj(seq -> new Incident.Line(seq, seq == 2 ? "notice.due" : "alert.joined"))
                .toList();
    }

    Facts facts() {
        return new Facts(
                sent,
                logged,
                folded,
                incidents,
                pages,
                posts,
                episodes,
                executions,
                actions,
                told,
                effects,
                deadLetters,
                unfinished);
    }

    /** What the checker finds, a line each. */
    List<String> found() {
        return Checker.check(facts()).stream().map(Violation::toString).toList();
    }
}
