package dev.firstline.triage.config;

import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.triage.domain.Condition;
import dev.firstline.triage.domain.Judgement.Process;
import dev.firstline.triage.domain.Judgement.Scope;
import dev.firstline.triage.domain.Judgement.Workaround;
import dev.firstline.triage.domain.Rule;
import java.util.Map;
import java.util.Optional;

/** Reads a policy's rules. */
final class RuleReader {

    private static final Condition NEVER = facts -> new Condition.Answer.No();
    private static final Map<String, Scope> SCOPES = Map.of("all", Scope.ALL, "partial", Scope.PARTIAL);
    private static final Map<String, Workaround> WORKAROUNDS =
            Map.of("yes", Workaround.YES, "no", Workaround.NO, "unknown", Workaround.UNKNOWN);

    private final Map<String, Map<String, Boolean>> journeys;
    private final Condition.Compiler compiler;

    RuleReader(Map<String, Map<String, Boolean>> journeys, Condition.Compiler compiler) {
        this.journeys = journeys;
        this.compiler = compiler;
    }

    Rule read(YamlNode item) {
        item.only("name", "when", "journey", "step", "scope", "scope_all_when", "workaround");
        String name = item.text("name");
        String journey = item.text("journey");
        String step = item.text("step", "");
        if (item.get("scope").isEmpty()) item.problem("'scope' is missing; right would be all or partial");
        Scope scope = item.oneOf("scope", SCOPES, Scope.ALL);
        Optional<Condition> allWhen = item.get("scope_all_when").map(node -> compiled("scope_all_when", node));
        if (allWhen.isPresent() && scope == Scope.ALL) {
            item.get("scope_all_when")
                    .orElseThrow()
                    .problem("'scope_all_when' needs scope: partial; all it is already");
        }
        return new Rule(
                name,
                item.text("when").isEmpty()
                        ? NEVER
                        : compiled("when", item.get("when").orElseThrow()),
                journey,
                step,
                process(item, journey, step),
                scope,
                allWhen,
                item.oneOf("workaround", WORKAROUNDS, Workaround.UNKNOWN));
    }

    private Condition compiled(String key, YamlNode node) {
        try {
            return compiler.compile(node.scalar());
        } catch (IllegalArgumentException wrong) {
            node.problem("'" + key + "' is not a condition: " + wrong.getMessage());
            return NEVER;
        }
    }

    private Process process(YamlNode item, String journey, String step) {
        Map<String, Boolean> steps = journeys.get(journey);
        if (steps == null) {
            if (!journey.isEmpty()) {
                item.get("journey").orElseThrow().problem("there is no journey '" + journey + "'; " + known(journeys));
            }
            return Process.WHOLE;
        }
        if (step.isEmpty()) return Process.WHOLE;
        Boolean retryable = steps.get(step);
        if (retryable == null) {
            item.get("step")
                    .orElseThrow()
                    .problem("journey '" + journey + "' has no step '" + step + "'; " + known(steps));
            return Process.STEP;
        }
        return retryable ? Process.RETRYABLE_STEP : Process.STEP;
    }

    private static String known(Map<String, ?> names) {
        return names.isEmpty() ? "the file has none" : "right would be " + String.join(" or ", names.keySet());
    }
}
