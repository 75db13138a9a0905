package dev.firstline.notify.channel;

import java.util.List;
import java.util.Map;

/**
 * Whether a channel would reach people, as tried without telling anybody anything.
 *
 * @param setUp whether it is configured at all; where not, its notices are told through the log
 * @param problems what is wrong and what would be right, one line each; empty where people would be reached
 * @param facts what was seen, by name
 */
public record Wellbeing(boolean setUp, List<String> problems, Map<String, String> facts) {

    public Wellbeing {
        problems = List.copyOf(problems);
        facts = Map.copyOf(facts);
    }

    /** A channel that nobody configured. */
    public static Wellbeing notSetUp(String why) {
        return new Wellbeing(false, List.of(), Map.of("set-up", why));
    }

    /** Whether people would be reached as the configuration says. */
    public boolean isWell() {
        return problems.isEmpty();
    }
}
