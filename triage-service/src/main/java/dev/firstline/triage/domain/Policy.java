package dev.firstline.triage.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What alerts mean for customers, and what follows from it.
 *
 * @param grouping how alerts become incidents
 * @param matrix from answers to impact
 * @param rules in order; the first that matches decides
 * @param responses what follows, for each impact
 */
public record Policy(Grouping grouping, Matrix matrix, List<Rule> rules, Map<Impact, Response> responses) {

    public Policy {
        rules = List.copyOf(rules);
        responses = Map.copyOf(new EnumMap<>(responses));
        for (Impact impact : Impact.values()) {
            if (!responses.containsKey(impact)) throw new IllegalArgumentException("no response to " + impact);
        }
    }

    /**
     * Judges an alert by its remembered decision, else by the rules.
     *
     * @param decision null where nobody decided
     * @param hash the policy's own, kept with the judgement
     */
    public Assessment assess(Facts facts, Decision decision, String hash) {
        if (decision != null) return new Assessment(decision.impact(), decision.words(), hash);
        List<String> failures = new ArrayList<>();
        for (Rule rule : rules) {
            switch (rule.when().ask(facts)) {
                case Condition.Answer.Yes yes -> {
                    return byRule(rule, facts, failures, hash);
                }
                case Condition.Answer.No no -> {}
                case Condition.Answer.Failed failed ->
                    failures.add("rule '" + rule.name() + "' could not be asked: " + failed.why());
            }
        }
        return new Assessment(Impact.UNKNOWN, told("no rule matches: a person decides", failures), hash);
    }

    private Assessment byRule(Rule rule, Facts facts, List<String> failures, String hash) {
        Judgement judgement = rule.judge(facts);
        Impact impact = matrix.impact(judgement);
        String words = rule.words(judgement);
        if (impact == Impact.UNKNOWN) words += "; the matrix leaves this open: a person decides";
        return new Assessment(impact, told(words, failures), hash);
    }

    private static String told(String words, List<String> failures) {
        return failures.isEmpty() ? words : words + " (" + String.join("; ", failures) + ")";
    }

    /** What follows from an impact. */
    public Response response(Impact impact) {
        return responses.get(impact);
    }
}
