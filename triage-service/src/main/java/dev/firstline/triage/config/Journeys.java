package dev.firstline.triage.config;

import dev.firstline.platform.configuration.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a policy's journeys: for each its steps, and whether a customer can try the step again. */
final class Journeys {

    private Journeys() {}

    static Map<String, Map<String, Boolean>> read(YamlNode root) {
        Map<String, Map<String, Boolean>> journeys = new LinkedHashMap<>();
        root.entries("journeys").forEach((name, journey) -> {
            journey.only("steps");
            journeys.put(name, steps(name, journey));
        });
        return journeys;
    }

    private static Map<String, Boolean> steps(String name, YamlNode journey) {
        Map<String, Boolean> steps = new LinkedHashMap<>();
        if (journey.list("steps").isEmpty()) {
            journey.problem(
                    "journey '" + name + "' has no steps; write them in the order a customer goes through them");
        }
        for (YamlNode step : journey.list("steps")) {
            step.only("name", "customer_can_retry");
            String word = step.text("name");
            if (steps.put(word, step.bool("customer_can_retry", false)) != null && !word.isEmpty()) {
                step.problem("step '" + word + "' stands in journey '" + name + "' a second time");
            }
        }
        return steps;
    }
}
