package dev.firstline.e2e.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Policy, catalogue and runbooks of the stories: the documentation's examples, hurried where production waits. */
final class StoryFiles {

    private StoryFiles() {}

    /** The examples' policy and catalogue, and nothing that acts. */
    static Map<String, String> withoutRunbooks() {
        Map<String, String> files = new HashMap<>();
        files.put("policy.yaml", example("policy.yaml").replaceAll("(?m)^group_wait:.*$", "group_wait: 200ms"));
        files.put("catalogue.yaml", example("catalogue.yaml"));
        // A service without a single runbook is configured with an empty folder.
        files.put("runbooks/.keep", "");
        return files;
    }

    /** The same, and one runbook. */
    static Map<String, String> with(String runbook) {
        Map<String, String> files = withoutRunbooks();
        files.put("runbooks/story.yaml", runbook);
        return files;
    }

    /** Every alert is LARGE, and a matching runbook starts. */
    static String largeForAll() {
        return """
                group_by: []
                group_wait: 200ms
                reopen_window: 1s
                journeys:
                  shop: {steps: [{name: pay}]}
                rules:
                  - {name: all, when: 'true', journey: shop, scope: all, workaround: no}
                responses:
                  LARGE: {kind: critical, channels: [pagerduty, slack], runbook: true}
                  MEDIUM: {kind: warning, channels: [slack], runbook: true}
                  SMALL: {kind: none, runbook: false}
                  UNKNOWN: {kind: warning, channels: [slack], runbook: false}
                """;
    }

    /** A runbook that restarts what the alert names, for alerts of this name. */
    static String restart(String alertName, String mode) {
        return """
                runbook: %s
                match: alert.name == "%s"
                mode: %s
                deadline: 2m
                guards: {cool_down: 0s, failures: 100}
                steps:
                  - action: {kind: kubernetes.rollout-restart, target: '{alert.resource}'}
                  - verify: {connector: prometheus, expr: 'payment_errors == 0', for: 1s, within: 20s}
                """.formatted(alertName.toLowerCase(java.util.Locale.ROOT), alertName, mode);
    }

    /** A runbook that starts an automation, for alerts that bear the document's name. */
    static String automation(String document) {
        return """
                runbook: %1$s
                match: alert.name == "%2$s"
                mode: auto
                deadline: 2m
                guards: {cool_down: 0s, failures: 100}
                steps:
                  - action: {kind: ssm.start-automation, document: %2$s, parameters: {InstanceId: '{service}'}}
                  - verify: {connector: prometheus, expr: 'errors == 0', for: 1s, within: 20s}
                """.formatted(document.toLowerCase(java.util.Locale.ROOT), document);
    }

    private static String example(String name) {
        Path file = Stage.checkout().resolve("docs").resolve("examples").resolve(name);
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
