package dev.firstline.e2e.delivery.ground;

import dev.firstline.e2e.delivery.check.Facts;
import dev.firstline.e2e.delivery.plan.FirstAid;
import dev.firstline.e2e.delivery.plan.Group;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.delivery.plan.Subject;
import java.util.Map;
import java.util.TreeMap;

/** The files that the teams of a plan would have written. */
public final class PlanFiles {

    /** The automation that runbooks start. */
    static final String DOCUMENT = "Firstline-Mend";

    private static final String POLICY = """
            group_by: [alertname]
            group_wait: 300ms
            reopen_window: 5s
            flap_window: 0s
            journeys:
              shop:
                steps:
                  - name: pay
                  - name: browse
                    customer_can_retry: true
            rules:
              - {name: critical, when: 'labels.severity == "critical"', journey: shop, step: pay, scope: all}
              - {name: warning, when: 'labels.severity == "warning"', journey: shop, step: pay, scope: partial, workaround: 'no'}
              - {name: info, when: 'labels.severity == "info"', journey: shop, step: browse, scope: partial, workaround: 'yes'}
            responses:
              LARGE: {kind: critical, channels: [pagerduty, slack], runbook: true}
              MEDIUM: {kind: warning, channels: [slack, log], runbook: true}
              SMALL: {kind: warning, channels: [slack]}
            """;

    private static final String RESTART = """
            runbook: restart
            match: '"deployment" in labels'
            mode: auto
            deadline: 2m
            guards: {cool_down: 1s, failures: 100, block: 1s}
            steps:
              - action: {kind: kubernetes.rollout-restart, target: '{alert.resource}'}
              - verify: {connector: prometheus, expr: 'up == 1', within: 20s}
            """;

    private static final String AUTOMATION = """
            runbook: mend
            match: '"instance_id" in labels'
            mode: auto
            deadline: 2m
            guards: {cool_down: 1s, failures: 100, block: 1s}
            steps:
              - id: load
                query: {connector: prometheus, expr: 'up == 1'}
              - action:
                  kind: ssm.start-automation
                  document: %s
                  target: '{alert.resource}'
                  parameters: {InstanceId: ['{alert.resource.id}']}
            """.formatted(DOCUMENT);

    private PlanFiles() {}

    /** The files by their path under the cluster's config folder. */
    public static Map<String, String> of(Plan plan) {
        return Map.of(
                "policy.yaml", POLICY,
                "catalogue.yaml", catalogue(plan),
                "runbooks/restart.yaml", RESTART,
                "runbooks/mend.yaml", AUTOMATION);
    }

    /** What these files mean for an alert. */
    public static Facts.Aid aid(Subject subject) {
        if (subject.labels().get("severity").equals("info")) return Facts.Aid.NOT_WANTED;
        return subject.group().firstAid() == FirstAid.NONE ? Facts.Aid.NO_RUNBOOK : Facts.Aid.RUNBOOK;
    }

    /** Every other team names its Slack channel by name, the others by id. */
    private static String catalogue(Plan plan) {
        TreeMap<String, String> lines = new TreeMap<>();
        for (Group group : plan.groups()) {
            String channel = group.team() % 2 == 0 ? "'#" + group.teamName() + "'" : group.channel();
            lines.put(
                    group.service(),
                    "  %s: {team: %s, slack_channel: %s}".formatted(group.service(), group.teamName(), channel));
        }
        return "services:\n" + String.join("\n", lines.values()) + "\n";
    }
}
