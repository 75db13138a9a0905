package dev.firstline.e2e.delivery.check;

import dev.firstline.e2e.delivery.check.Facts.Action;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From the intent to its target. */
final class ActionRules {

    /** How an execution says that nobody knows what became of its action. */
    private static final String UNKNOWN = "action.unknown";

    private ActionRules() {}

    static Stream<Violation> whatWasDoneIsWhatIsKnown(Facts facts) {
        Map<String, Long> effects =
                facts.effects().stream().collect(Collectors.groupingBy(Facts.Effect::intent, Collectors.counting()));
        return facts.actions().stream().flatMap(action -> wrong(facts, action, effects.getOrDefault(action.id(), 0L)));
    }

    private static Stream<Violation> wrong(Facts facts, Action action, long effects) {
        String text = "it is " + action.state() + ", and its target's journal has " + effects + " effects of it";
        if (effects > 1) return violation("done twice", action, text);
        return switch (action.state()) {
            case "SUCCEEDED" -> effects == 1 ? Stream.empty() : violation("said but not done", action, text);
            case "NOT_DONE" -> effects == 0 ? Stream.empty() : violation("done but denied", action, text);
            case "FAILED" -> Stream.empty();
            case "UNKNOWN" ->
                isTold(facts, action)
                        ? Stream.empty()
                        : violation("not told", action, "it is UNKNOWN, and its incident's timeline is silent");
            default -> violation("still under way", action, text);
        };
    }

    /** By its own execution: what another one says of the same target, in the same words, is about another action. */
    private static boolean isTold(Facts facts, Action action) {
        return facts.told().stream()
                .anyMatch(line -> line.execution().equals(action.execution())
                        && line.kind().equals(UNKNOWN)
                        && line.text().contains(action.target()));
    }

    static Stream<Violation> everyExecutionIsOverAndTold(Facts facts) {
        return facts.executions().stream()
                .filter(execution -> !execution.isOver() || execution.lines() != execution.told())
                .map(execution -> new Violation(
                        execution.isOver() ? "report lost" : "still under way",
                        "execution " + execution.id(),
                        "it is " + execution.state() + " after " + execution.lines() + " lines, and triage knows "
                                + execution.told()));
    }

    static Stream<Violation> nothingHappenedThatNobodyMeant(Facts facts) {
        Set<String> meant = facts.actions().stream().map(Action::id).collect(Collectors.toSet());
        return facts.effects().stream()
                .filter(effect -> !meant.contains(effect.intent()))
                .map(effect -> new Violation(
                        "nobody's action",
                        "target " + effect.target(),
                        "its journal has an effect of intent '" + effect.intent()
                                + "', which remediation doesn't know"));
    }

    private static Stream<Violation> violation(String rule, Action action, String text) {
        return Stream.of(new Violation(rule, "intent " + action.id() + " on " + action.target(), text));
    }
}
