package dev.firstline.e2e.delivery.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that will be sent.
 *
 * @param seed what it was made from
 * @param groups by their number
 * @param subjects all alerts
 * @param scripts what each sender says, in its order; a sender says the next only when the one before was acknowledged
 */
public record Plan(long seed, List<Group> groups, List<Subject> subjects, List<List<Message>> scripts) {

    /** The source that all senders are. */
    public static final String SOURCE = "prometheus";

    public Plan {
        groups = List.copyOf(groups);
        subjects = List.copyOf(subjects);
        scripts = scripts.stream().map(List::copyOf).toList();
    }

    /** How many firings, resolves and repeats it has. */
    public int alerts() {
        return scripts.stream()
                .flatMap(List::stream)
                .mapToInt(message -> message.statements().size())
                .sum();
    }

    /** How many messages it has. */
    public int messages() {
        return scripts.stream().mapToInt(List::size).sum();
    }

    /** What the last word about each alert is: true where it fires. By fingerprint. */
    public Map<String, Boolean> lastWords() {
        Map<String, Boolean> words = new TreeMap<>();
        scripts.stream()
                .flatMap(List::stream)
                .flatMap(message -> message.statements().stream())
                .forEach(statement -> words.put(statement.fingerprint(), statement.firing()));
        return Collections.unmodifiableMap(words);
    }
}
