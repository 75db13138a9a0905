package dev.firstline.remediation.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an execution knows about its alert: the words that a runbook's expressions and placeholders can use. Severity and impact are
 * the contract's words without their prefix ("CRITICAL", "LARGE").
 */
public record AlertFacts(
        String source,
        String fingerprint,
        String title,
        String description,
        String severity,
        String impact,
        String service,
        String team,
        String environment,
        Map<String, String> labels,
        Optional<Resource> resource) {

    public AlertFacts {
        Objects.requireNonNull(source);
        Objects.requireNonNull(fingerprint);
        Objects.requireNonNull(title);
        labels = Map.copyOf(labels);
        Objects.requireNonNull(resource);
    }

    /** The monitor's name: Prometheus' {@code alertname} where there is one, else the title. */
    public String name() {
        return labels.getOrDefault("alertname", title);
    }

    /** The variables of CEL expressions. */
    public Map<String, Object> variables() {
        Map<String, Object> alert = new HashMap<>();
        alert.put("name", name());
        alert.put("title", title);
        alert.put("description", description);
        alert.put("source", source);
        alert.put("fingerprint", fingerprint);
        alert.put("severity", severity);
        alert.put("impact", impact);
        alert.put("service", service);
        alert.put("team", team);
        alert.put("environment", environment);
        alert.put("labels", labels);
        Map<String, Object> variables = new HashMap<>();
        variables.put("alert", alert);
        for (String name : RunbookWords.VARIABLES) if (alert.containsKey(name)) variables.put(name, alert.get(name));
        return variables;
    }

    /** The values of placeholders by their names; a value that the alert doesn't have is absent. */
    public Map<String, String> placeholders() {
        Map<String, String> values = new HashMap<>();
        variables().forEach((name, value) -> {
            if (value instanceof String text) put(values, name, text);
        });
        put(values, "alert.name", name());
        put(values, "alert.title", title);
        put(values, "alert.description", description);
        put(values, "alert.source", source);
        put(values, "alert.fingerprint", fingerprint);
        put(values, "alert.severity", severity);
        put(values, "alert.impact", impact);
        put(values, "alert.service", service);
        put(values, "alert.team", team);
        put(values, "alert.environment", environment);
        labels.forEach((name, value) -> put(values, "labels." + name, value));
        resource.ifPresent(what -> what.values().forEach((name, value) -> put(values, name, value)));
        return values;
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (!value.isEmpty()) values.put(name, value);
    }
}
