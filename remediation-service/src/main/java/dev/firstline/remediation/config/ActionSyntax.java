package dev.firstline.remediation.config;

import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.RunbookWords;
import dev.firstline.remediation.domain.Template;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** How a runbook writes each kind of action, known without the adapters, so that files can be checked anywhere. */
public final class ActionSyntax {

    private static final String ALERTS_RESOURCE = "{alert.resource}";

    private static final Map<String, Function<YamlNode, ActionSpec>> KINDS = new TreeMap<>(Map.of(
            "kubernetes.rollout-restart", ActionSyntax::rolloutRestart,
            "ssm.start-automation", ActionSyntax::startAutomation));

    private ActionSyntax() {}

    /** The kinds that can be written. */
    public static Set<String> kinds() {
        return KINDS.keySet();
    }

    /** Reads an action; what is wrong is noted. */
    static ActionSpec read(YamlNode node) {
        String kind = node.text("kind");
        Function<YamlNode, ActionSpec> syntax = KINDS.get(kind);
        if (syntax != null) return syntax.apply(node);
        node.get("kind")
                .filter(value -> !kind.isBlank())
                .ifPresent(value -> value.problem(
                        "'" + kind + "' is no action; right would be " + String.join(" or ", KINDS.keySet())));
        return new ActionSpec(kind, Map.of(), Map.of());
    }

    private static ActionSpec rolloutRestart(YamlNode node) {
        node.only("kind", "target", "namespace", "deployment");
        boolean named =
                node.get("namespace").isPresent() || node.get("deployment").isPresent();
        if (!named) {
            alertsResource(node, "or give namespace and deployment");
            return new ActionSpec(node.text("kind"), Map.of(), Map.of());
        }
        node.get("target").ifPresent(target -> target.problem("give either target, or namespace and deployment"));
        return new ActionSpec(
                node.text("kind"),
                Map.of("namespace", dnsName(node, "namespace"), "deployment", dnsName(node, "deployment")),
                Map.of());
    }

    /** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
    private static String dnsName(YamlNode node, String key) {
        String name = node.text(key);
        if (!name.isBlank() && !name.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
            node.get(key).ifPresent(value -> value.problem("'" + name + "' is no name of an object in Kubernetes"));
        }
        return name;
    }

    private static ActionSpec startAutomation(YamlNode node) {
        node.only("kind", "target", "document", "parameters");
        Map<String, List<Template>> parameters = new TreeMap<>();
        node.get("parameters").ifPresent(map -> map.entries().keySet().forEach(name -> {
            parameters.put(name, templates(map, name));
        }));
        Map<String, String> target = new TreeMap<>();
        target.put("document", node.text("document"));
        node.get("target").ifPresent(value -> {
            String text = value.scalar();
            if (text.equals(ALERTS_RESOURCE)) target.put("instance", "");
            else if (text.matches("m?i-[0-9a-f]{8,}")) target.put("instance", text);
            else
                value.problem(
                        "'" + text + "' is no target; right would be '{alert.resource}' or an instance (i-…, mi-…)");
        });
        return new ActionSpec(node.text("kind"), target, parameters);
    }

    private static List<Template> templates(YamlNode map, String name) {
        YamlNode value = map.get(name).orElse(map);
        return map.texts(name).stream()
                .map(text -> Templates.plain(value, text, RunbookWords::isPlaceholder))
                .toList();
    }

    private static void alertsResource(YamlNode node, String otherwise) {
        node.get("target")
                .filter(value -> !value.scalar().equals(ALERTS_RESOURCE))
                .ifPresent(value -> {
                    value.problem(
                            "'" + value.scalar() + "' is no target; right would be '{alert.resource}', " + otherwise);
                });
    }
}
