package dev.firstline.e2e.delivery;

import dev.firstline.e2e.delivery.chaos.Tally;
import dev.firstline.e2e.delivery.check.Facts;
import dev.firstline.e2e.delivery.check.Substance;
import dev.firstline.e2e.delivery.check.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a run ended.
 *
 * @param options what it was asked for
 * @param facts what was so at its end
 * @param tally what went wrong on purpose
 * @param clock how far one service's wall clock was found to be ahead; empty where this machine can't do that
 * @param messages how many webhooks were acknowledged
 * @param attempts how many were sent, repetitions counted
 * @param unsettled what still went on at its end; empty where all stood still
 * @param violations what must not be
 * @param took how long it took
 */
public record Outcome(
        Options options,
        Facts facts,
        Tally tally,
        Optional<WrongClock.Seen> clock,
        int messages,
        int attempts,
        String unsettled,
        List<Violation> violations,
        Duration took) {

    public Outcome {
        violations = List.copyOf(violations);
    }

    /** Whether nothing was lost, doubled or told in the wrong order, and enough was tried to say so. */
    public boolean isWell() {
        return violations.isEmpty() && unsettled.isEmpty() && lacks().isEmpty();
    }

    /** Why the run says too little, a line each; empty where enough has happened and gone wrong. */
    private List<String> lacks() {
        List<String> lacks = new ArrayList<>(tally.lacks(options.kills()));
        lacks.addAll(Substance.lacks(facts, options.size().alerts()));
        if (clock.isPresent() && !clock.get().isEnough()) lacks.add(clock(clock));
        return lacks;
    }

    static String clock(Optional<WrongClock.Seen> clock) {
        return clock.map(seen -> "wall clocks: %s's is %d s ahead, by its own log (%d s at the least)"
                        .formatted(seen.service(), seen.by().toSeconds(), WrongClock.LEAST.toSeconds()))
                .orElse("wall clocks: all are right, since the package faketime is not installed; this run says nothing"
                        + " about a wrong one");
    }

    /** All of it for a person, a line each. */
    public List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("seed " + options.seed() + ", " + took.toSeconds() + " s");
        lines.add("kills: %d %s".formatted(Tally.sum(tally.kills()), tally.kills()));
        lines.add("  in a telling moment: %d %s".formatted(Tally.sum(tally.moments()), tally.moments()));
        lines.add("pauses: %d %s".formatted(Tally.sum(tally.pauses()), tally.pauses()));
        lines.add(clock(clock));
        lines.add("messages: %d acknowledged, %d sent".formatted(messages, attempts));
        lines.add(alerts());
        lines.add(incidents());
        lines.add("pages opened: %d; messages in Slack: %d"
                .formatted(
                        facts.pages().stream().filter(Facts.Page::opened).count(),
                        facts.posts().size()));
        lines.add(actions());
        if (!unsettled.isEmpty()) lines.add("unsettled: " + unsettled);
        lacks().forEach(lack -> lines.add("TOO LITTLE " + lack));
        violations.forEach(violation -> lines.add("VIOLATION " + violation));
        lines.add(
                isWell()
                        ? "nothing lost, nothing twice, nothing in the wrong order"
                        : violations.size() + " violations" + (lacks().isEmpty() ? "" : "; this run says too little"));
        return lines;
    }

    private String alerts() {
        long logged =
                facts.logged().values().stream().mapToLong(Long::longValue).sum();
        long folded = facts.folded().values().stream()
                .mapToLong(alert -> alert.events() + alert.late())
                .sum();
        long acknowledged = facts.sent().values().stream()
                .mapToLong(Facts.Sent::acknowledged)
                .sum();
        long late =
                facts.folded().values().stream().mapToLong(Facts.Folded::late).sum();
        return "alerts: %d fingerprints, %d acknowledged, %d in the log, %d folded (%d late)"
                .formatted(facts.sent().size(), acknowledged, logged, folded, late);
    }

    private String incidents() {
        long open =
                facts.incidents().stream().filter(incident -> incident.open()).count();
        long reopened = facts.incidents().stream()
                .mapToLong(incident -> incident.reopenCount())
                .sum();
        return "incidents: %d, %d of them open, reopened %d times"
                .formatted(facts.incidents().size(), open, reopened);
    }

    private String actions() {
        Map<String, Integer> states = new TreeMap<>();
        facts.actions().forEach(action -> states.merge(action.state(), 1, Integer::sum));
        return "executions: %d; intents: %s; effects at the targets: %d"
                .formatted(facts.executions().size(), states, facts.effects().size());
    }
}
