package dev.firstline.e2e.delivery.check;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From the incident to PagerDuty. */
final class PageRules {

    private static final String CHANNEL = "pagerduty";

    private PageRules() {}

    static Stream<Violation> everyIncidentThatPagesWasTriggeredOrEndedFirst(Facts facts) {
        Set<String> triggered = facts.pages().stream()
                .filter(Facts.Page::opened)
                .map(page -> page.key().substring(0, Math.max(0, page.key().lastIndexOf('/'))))
                .collect(Collectors.toSet());
        return facts.incidents().stream()
                .filter(incident -> incident.channels().contains(CHANNEL))
                .filter(incident -> !triggered.contains(incident.id()) && !incident.endedFirst())
                .map(incident -> new Violation(
                        "not paged",
                        "incident " + incident.id(),
                        "the policy pages it, PagerDuty never heard of it, and its timeline doesn't say why"));
    }

    static Stream<Violation> everyOpenIncidentThatPagesHasItsPageOpen(Facts facts) {
        Set<String> open = open(facts);
        return facts.incidents().stream()
                .filter(incident -> incident.open() && incident.channels().contains(CHANNEL))
                .filter(incident -> !open.contains(incident.pageKey()))
                .map(incident -> new Violation(
                        "page missing",
                        "incident " + incident.id(),
                        "it is open, and its page " + incident.pageKey() + " is not"));
    }

    static Stream<Violation> noPageIsOpenWithoutItsIncident(Facts facts) {
        Set<String> right = facts.incidents().stream()
                .filter(Incident::open)
                .map(Incident::pageKey)
                .collect(Collectors.toSet());
        return open(facts).stream()
                .filter(key -> !right.contains(key))
                .map(key -> new Violation(
                        "page left open",
                        "page " + key,
                        "it is open, and its incident is resolved or went on without it"));
    }

    private static Set<String> open(Facts facts) {
        Set<String> open = new TreeSet<>();
        for (Facts.Page page : facts.pages()) {
            if (page.opened()) open.add(page.key());
            else open.remove(page.key());
        }
        return open;
    }
}
