package dev.firstline.remediation.action;

import dev.firstline.remediation.domain.Action.Planned;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.Resource;
import dev.firstline.remediation.domain.TargetForm;
import dev.firstline.remediation.domain.Template;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says what would be started: which document, with which parameters. */
final class SsmPlan {

    static final String DOCUMENT = "document";

    private static final String INSTANCE = "instance";

    /** Before the names of the document's own parameters. */
    static final String PARAMETER = "parameter.";

    private static final String DOCUMENTS = "ssm:document/";
    private static final String INSTANCES = "ssm:instance/";

    /** An instance is what an alert or a runbook calls it: any text. */
    static final List<TargetForm> TARGETS = List.of(
            TargetForm.of(DOCUMENTS + "<name>", DOCUMENTS + ".+"), TargetForm.of(INSTANCES + "<id>", INSTANCES + ".+"));

    private static final String UNDO = "no way known here: it depends on the document";

    private final SsmConfig config;

    SsmPlan(SsmConfig config) {
        this.config = config;
    }

    Planned plan(String kind, ActionSpec spec, AlertFacts alert) {
        if (config.region().isEmpty()) {
            return new Planned.Refused(
                    "Systems Manager is not configured: firstline.remediation.ssm.region is not set");
        }
        String document = spec.target().get(DOCUMENT);
        if (!config.documents().orElse(List.of()).contains(document)) {
            return new Planned.Refused(
                    "the document " + document + " is not on the list firstline.remediation.ssm.documents");
        }
        if (concernsAlertsInstance(spec) && alert.resource().orElse(null) instanceof Resource.Instance instance) {
            Optional<String> elsewhere = elsewhere(instance);
            if (elsewhere.isPresent()) return new Planned.Refused(elsewhere.get());
        }
        String target = DOCUMENTS + document;
        if (spec.target().containsKey(INSTANCE)) {
            Object instance = instance(spec.target().get(INSTANCE), alert);
            if (instance instanceof Planned refused) return refused;
            target = INSTANCES + instance;
        }
        return parameters(kind, spec, alert, document, target);
    }

    /** The instance's id, or why there is none. */
    private Object instance(String named, AlertFacts alert) {
        if (!named.isEmpty()) return named;
        if (!(alert.resource().orElse(null) instanceof Resource.Instance instance)) {
            return new Planned.Refused("the alert names no instance");
        }
        return instance.id();
    }

    /** Whether the alert's instance is what it is about, as its target or inside a parameter. */
    private static boolean concernsAlertsInstance(ActionSpec spec) {
        return "".equals(spec.target().get(INSTANCE))
                || spec.parameters().values().stream()
                        .flatMap(List::stream)
                        .flatMap(template -> template.parts().stream())
                        .anyMatch(part -> part instanceof Template.Part.Placeholder placeholder
                                && placeholder.name().startsWith("alert.resource"));
    }

    /** Why an instance can't be acted upon from here; empty where nothing that is known speaks against it. */
    private Optional<String> elsewhere(Resource.Instance instance) {
        String region = config.region().orElseThrow();
        if (!instance.region().isEmpty() && !instance.region().equals(region)) {
            return Optional.of("the instance is in " + instance.region() + ", and this service acts in " + region);
        }
        return config.account()
                .filter(account ->
                        !instance.account().isEmpty() && !instance.account().equals(account))
                .map(account -> "the instance is in the account " + instance.account() + ", and this service acts in "
                        + account);
    }

    private static Planned parameters(String kind, ActionSpec spec, AlertFacts alert, String document, String target) {
        Map<String, String> values = alert.placeholders();
        Map<String, String> parameters = new TreeMap<>();
        parameters.put(DOCUMENT, document);
        for (Map.Entry<String, List<Template>> parameter : spec.parameters().entrySet()) {
            JsonArray texts = new JsonArray();
            for (Template template : parameter.getValue()) {
                Template.Rendered rendered = template.render(values);
                if (!rendered.missing().isEmpty()) {
                    return new Planned.Refused("the alert has no " + String.join(", no ", rendered.missing())
                            + " for the parameter " + parameter.getKey());
                }
                texts.add(rendered.text());
            }
            parameters.put(PARAMETER + parameter.getKey(), texts.encode());
        }
        return new Planned.Ready(new Plan(kind, target, parameters, UNDO), "");
    }

    /** The document's own parameters out of a plan. */
    static Map<String, List<String>> parameters(Plan plan) {
        Map<String, List<String>> parameters = new TreeMap<>();
        plan.parameters().forEach((name, texts) -> {
            if (!name.startsWith(PARAMETER)) return;
            parameters.put(
                    name.substring(PARAMETER.length()),
                    new JsonArray(texts).stream().map(String::valueOf).toList());
        });
        return parameters;
    }
}
