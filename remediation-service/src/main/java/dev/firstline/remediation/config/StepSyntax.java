package dev.firstline.remediation.config;

import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.remediation.domain.GuardSettings;
import dev.firstline.remediation.domain.Measurement;
import dev.firstline.remediation.domain.RunbookWords;
import dev.firstline.remediation.domain.Step;
import dev.firstline.remediation.domain.Template;
import dev.firstline.remediation.domain.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a runbook writes its steps and guards. */
final class StepSyntax {

    /** RECOVERED is for a verify step to say. */
    private static final Map<String, Verdict> VERDICTS = Map.of(
            "FALSE_POSITIVE", Verdict.FALSE_POSITIVE,
            "NEEDS_ATTENTION", Verdict.NEEDS_ATTENTION,
            "INCONCLUSIVE", Verdict.INCONCLUSIVE);

    private static final List<String> KINDS = List.of("query", "conclude", "action", "verify");
    private static final int MAX_STEPS = 50;

    private StepSyntax() {}

    static GuardSettings guards(YamlNode root) {
        Optional<YamlNode> guards = root.get("guards");
        if (guards.isEmpty()) return GuardSettings.DEFAULTS;
        YamlNode node = guards.get();
        node.only("cool_down", "failures", "block", "precheck");
        return new GuardSettings(
                node.duration("cool_down", GuardSettings.DEFAULT_COOL_DOWN),
                node.integer("failures", GuardSettings.DEFAULT_FAILURES, 1, 100),
                node.duration("block", GuardSettings.DEFAULT_BLOCK),
                node.get("precheck").map(precheck -> {
                    precheck.only("connector", "expr");
                    return measurement(precheck);
                }));
    }

    static List<Step> steps(YamlNode root, Duration deadline) {
        if (root.get("steps").isEmpty()) root.problem("'steps' is missing");
        List<YamlNode> nodes = root.list("steps");
        if (nodes.size() > MAX_STEPS) root.problem("a runbook has at most " + MAX_STEPS + " steps");
        List<Step> steps = new ArrayList<>();
        for (YamlNode node : nodes) step(node, steps, deadline).ifPresent(steps::add);
        return steps;
    }

    private static Optional<Step> step(YamlNode node, List<Step> earlier, Duration deadline) {
        node.only("id", "query", "conclude", "action", "verify");
        List<String> present =
                KINDS.stream().filter(kind -> node.get(kind).isPresent()).toList();
        if (present.size() != 1) {
            node.problem("a step is one of query, conclude, action or verify; this one is "
                    + (present.isEmpty() ? "none of them" : String.join(" and ", present)));
            return Optional.empty();
        }
        String kind = present.get(0);
        String id = id(node, kind, earlier);
        YamlNode body = node.get(kind).orElseThrow();
        return Optional.of(
                switch (kind) {
                    case "query" -> query(id, body);
                    case "conclude" -> conclude(id, body, earlier);
                    case "action" -> new Step.Act(id, ActionSyntax.read(body));
                    default -> verify(id, body, earlier, deadline);
                });
    }

    private static String id(YamlNode node, String kind, List<Step> earlier) {
        String id = node.text("id", kind + "_" + (earlier.size() + 1));
        YamlNode place = node.get("id").orElse(node);
        if (!id.matches("[A-Za-z_][A-Za-z0-9_]{0,49}")) {
            place.problem("'" + id + "' is no id; right would be letters, digits and '_', not beginning with a digit");
        }
        if (RunbookWords.VARIABLES.contains(id)) place.problem("'" + id + "' already stands for the alert's own");
        if (earlier.stream().anyMatch(step -> step.id().equals(id))) {
            place.problem("another step has the id '" + id + "'");
        }
        return id;
    }

    private static Step query(String id, YamlNode body) {
        body.only("connector", "expr");
        return new Step.Query(id, measurement(body));
    }

    private static Step conclude(String id, YamlNode body, List<Step> earlier) {
        body.only("when", "verdict", "say");
        List<String> queries = earlier.stream()
                .filter(Step.Query.class::isInstance)
                .map(Step::id)
                .toList();
        List<String> variables = new ArrayList<>(RunbookWords.VARIABLES);
        queries.stream().filter(query -> !variables.contains(query)).forEach(variables::add);
        if (body.get("verdict").isEmpty()) {
            body.problem("'verdict' is missing; right would be "
                    + String.join(" or ", VERDICTS.keySet().stream().sorted().toList()));
        }
        Template say = body.get("say")
                .map(node -> Templates.plain(node, node.scalar(), name -> isKnown(name, queries)))
                .orElseGet(() -> {
                    body.problem("'say' is missing: people read it");
                    return new Template("", List.of());
                });
        return new Step.Conclude(
                id,
                Conditions.read(body, "when", variables),
                body.oneOf("verdict", VERDICTS, Verdict.INCONCLUSIVE),
                say);
    }

    private static boolean isKnown(String placeholder, List<String> queries) {
        return RunbookWords.isPlaceholder(placeholder)
                || queries.stream()
                        .anyMatch(id -> placeholder.equals(id + ".rows") || placeholder.equals(id + ".count"));
    }

    private static Step verify(String id, YamlNode body, List<Step> earlier, Duration deadline) {
        body.only("connector", "expr", "for", "within");
        if (earlier.stream().noneMatch(Step.Act.class::isInstance)) {
            body.problem("a verify step comes after an action: without one there is nothing that could have helped");
        }
        Duration holds = body.duration("for", Duration.ZERO);
        Duration within = body.duration("within", Duration.ofMinutes(5));
        if (holds.compareTo(within) > 0) {
            body.problem("'for' is longer than 'within': it could never pass; right would be at most " + within);
        }
        if (within.compareTo(deadline) > 0) {
            body.problem("'within' is longer than the runbook's deadline; right would be at most " + deadline);
        }
        return new Step.Verify(id, measurement(body), holds, within);
    }

    private static Measurement measurement(YamlNode body) {
        String connector = body.text("connector");
        Template expr = body.get("expr").map(Templates::promQl).orElseGet(() -> {
            body.problem("'expr' is missing");
            return new Template("", List.of());
        });
        return new Measurement(connector, expr);
    }
}
