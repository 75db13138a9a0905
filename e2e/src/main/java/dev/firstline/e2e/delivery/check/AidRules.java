package dev.firstline.e2e.delivery.check;

import dev.firstline.e2e.delivery.check.Facts.Episode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From the alert to its runbook. */
final class AidRules {

    /** How a timeline says that none of the runbooks is for an alert. */
    private static final Set<String> NONE_IS_FOR_IT = Set.of("runbook.missing");

    /** How a timeline says that an alert was over: first aid came too late, where it had not begun. */
    private static final Set<String> OVER =
            Set.of("alert.resolved", "alert.reopened", "alert.flapping", "incident.resolved", "incident.reopened");

    private AidRules() {}

    static Stream<Violation> everyEpisodeHasItsExecutionOrItsTimelineSaysWhyNot(Facts facts) {
        Map<String, Set<String>> kinds = facts.incidents().stream()
                .collect(Collectors.toMap(Incident::id, incident -> incident.lines().stream()
                        .map(Incident.Line::kind)
                        .collect(Collectors.toSet())));
        return facts.episodes().stream()
                .flatMap(episode -> wrong(episode, kinds.getOrDefault(episode.incident(), Set.of())));
    }

    private static Stream<Violation> wrong(Episode episode, Set<String> kinds) {
        boolean endedFirst = !episode.open() && says(kinds, OVER);
        boolean begun = episode.executions() > 0;
        return switch (episode.aid()) {
            case NOT_WANTED ->
                begun
                        ? violation("first aid by mistake", episode, "the policy starts no runbook for it, and one ran")
                        : Stream.empty();
            case NO_RUNBOOK ->
                endedFirst || says(kinds, NONE_IS_FOR_IT)
                        ? Stream.empty()
                        : violation("not told", episode, "no runbook is for it, and its incident's timeline is silent");
            case RUNBOOK ->
                endedFirst || begun
                        ? Stream.empty()
                        : violation("no first aid", episode, "a runbook is for it, none ran, and nothing says why not");
        };
    }

    private static boolean says(Set<String> kinds, Set<String> any) {
        return any.stream().anyMatch(kinds::contains);
    }

    private static Stream<Violation> violation(String rule, Episode episode, String text) {
        return Stream.of(new Violation(rule, "episode " + episode.id() + " of alert " + episode.fingerprint(), text));
    }
}
