package dev.firstline.remediation.domain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a runbook says about an action.
 *
 * @param kind which adapter does it
 * @param target what it acts on, as the kind names its parts; empty where the alert's resource is meant
 * @param parameters what the adapter passes on, by name
 */
public record ActionSpec(String kind, Map<String, String> target, Map<String, List<Template>> parameters) {

    public ActionSpec {
        target = Map.copyOf(target);
        Map<String, List<Template>> copy = new TreeMap<>();
        parameters.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        parameters = Collections.unmodifiableMap(copy);
    }

    /** Whether the alert's own resource is the target. */
    public boolean isOnAlertsResource() {
        return target.isEmpty();
    }
}
