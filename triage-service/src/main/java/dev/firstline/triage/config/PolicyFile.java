package dev.firstline.triage.config;

import dev.firstline.platform.configuration.ConfigProblems;
import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.triage.domain.Condition;
import dev.firstline.triage.domain.Grouping;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.Kind;
import dev.firstline.triage.domain.Matrix;
import dev.firstline.triage.domain.Policy;
import dev.firstline.triage.domain.Response;
import dev.firstline.triage.domain.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code policy.yaml}. A pure function of its text; everything that is wrong is found at once. */
public final class PolicyFile {

    /** What holds where a policy doesn't say how alerts are grouped. */
    static final Grouping GROUPING =
            new Grouping(List.of(), Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ZERO);

    private static final Map<String, Kind> KINDS =
            Map.of("none", Kind.NONE, "warning", Kind.WARNING, "critical", Kind.CRITICAL);

    /** The channels that Firstline brings along. A policy names those that somebody added to notify under "more_channels". */
    private static final List<String> CHANNELS = List.of("slack", "pagerduty", "log");

    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]*");

    /** What follows where a policy doesn't say. */
    static final Map<Impact, Response> RESPONSES = Map.of(
            Impact.LARGE, new Response(Kind.CRITICAL, List.of("pagerduty", "slack"), true),
            Impact.MEDIUM, new Response(Kind.WARNING, List.of("slack"), true),
            Impact.SMALL, new Response(Kind.NONE, List.of(), false),
            Impact.UNKNOWN, new Response(Kind.WARNING, List.of("slack"), false));

    private PolicyFile() {}

    /**
     * Reads a policy.
     *
     * @param file the file's name, for problems
     * @param content its text
     * @param compiler of the rules' conditions
     * @param problems gains what is wrong; where it gains something, the answer is of no use
     */
    public static Policy read(String file, String content, Condition.Compiler compiler, ConfigProblems problems) {
        YamlNode root = YamlNode.parse(file, content, problems).orElse(null);
        if (root == null) return new Policy(GROUPING, Matrix.DEFAULT, List.of(), RESPONSES);
        root.only(
                "group_by",
                "group_wait",
                "reopen_window",
                "flap_window",
                "journeys",
                "matrix",
                "rules",
                "more_channels",
                "responses");
        Map<String, Map<String, Boolean>> journeys = Journeys.read(root);
        return new Policy(grouping(root), MatrixRows.read(root), rules(root, journeys, compiler), responses(root));
    }

    private static Grouping grouping(YamlNode root) {
        return new Grouping(
                root.texts("group_by"),
                root.duration("group_wait", GROUPING.groupWait()),
                root.duration("reopen_window", GROUPING.reopenWindow()),
                root.duration("flap_window", GROUPING.flapWindow()));
    }

    private static List<Rule> rules(
            YamlNode root, Map<String, Map<String, Boolean>> journeys, Condition.Compiler compiler) {
        List<Rule> rules = new ArrayList<>();
        RuleReader reader = new RuleReader(journeys, compiler);
        for (YamlNode item : root.list("rules")) {
            Rule rule = reader.read(item);
            if (rules.stream()
                    .anyMatch(known ->
                            known.name().equals(rule.name()) && !rule.name().isEmpty())) {
                item.problem("rule '" + rule.name() + "' stands here a second time");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static Map<Impact, Response> responses(YamlNode root) {
        Map<Impact, Response> responses = new EnumMap<>(RESPONSES);
        List<String> channels = channels(root);
        root.get("responses").ifPresent(node -> {
            node.only("LARGE", "MEDIUM", "SMALL", "UNKNOWN");
            for (Impact impact : Impact.values()) {
                node.get(impact.name()).ifPresent(item -> responses.put(impact, response(item, channels)));
            }
        });
        return responses;
    }

    /** Known words: one that is mistyped in a response is found here, not by the page that nobody got. */
    private static List<String> channels(YamlNode root) {
        List<String> channels = new ArrayList<>(CHANNELS);
        for (String name : root.texts("more_channels")) {
            if (!CHANNEL.matcher(name).matches()) {
                root.get("more_channels")
                        .ifPresent(
                                node -> node.problem(
                                        "'" + name
                                                + "' is no channel's name; right would be lower-case letters, digits and hyphens, as its adapter says it"));
            }
            channels.add(name);
        }
        return channels;
    }

    private static Response response(YamlNode item, List<String> known) {
        item.only("kind", "channels", "runbook");
        if (item.get("kind").isEmpty()) item.problem("'kind' is missing; right would be critical, warning or none");
        Kind kind = item.oneOf("kind", KINDS, Kind.NONE);
        List<String> channels = item.textsOf("channels", known);
        if (kind == Kind.NONE && !channels.isEmpty()) {
            item.problem("kind none tells nobody, but channels are named; drop them, or say kind: warning");
        }
        if (kind != Kind.NONE && channels.isEmpty() && item.get("kind").isPresent()) {
            item.problem("'channels' is missing: a response that speaks names whom it tells, [slack] for example");
        }
        return new Response(kind, channels, item.bool("runbook", false));
    }
}
