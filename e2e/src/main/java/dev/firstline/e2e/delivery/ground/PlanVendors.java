package dev.firstline.e2e.delivery.ground;

import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.delivery.plan.FirstAid;
import dev.firstline.e2e.delivery.plan.Group;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.delivery.plan.Subject;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.e2e.standin.slack.SlackLimits;
import dev.firstline.e2e.standin.ssm.AutomationDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The stand-ins of a plan: Slack has a channel for each team, Kubernetes the plan's deployments, SSM one document, and to Prometheus
 * everything looks well.
 */
public final class PlanVendors {

    /** Slack's limits are raised so many times, there and in notify's configuration: a run of minutes tells what hours would. */
    static final int SLACK_RAISED = 60;

    private static final Duration ROLLOUT = Duration.ofSeconds(1);

    private PlanVendors() {}

    /** Starts them all; their journals lie in a folder. */
    public static Vendors start(Plan plan, Path journals) {
        Vendors vendors = Vendors.start(journals, query -> PrometheusAnswer.one(Map.of(), 1));
        vendors.slack().limits(SlackLimits.raised(SLACK_RAISED));
        plan.groups().stream()
                .collect(Collectors.toMap(Group::channel, Group::teamName, (one, same) -> one))
                .forEach(vendors.slack()::channel);
        vendors.kubernetes().rolloutTakes(ROLLOUT);
        plan.subjects().stream()
                .filter(subject -> subject.group().firstAid() == FirstAid.RESTART)
                .map(Subject::labels)
                .map(labels -> List.of(labels.get("namespace"), labels.get("deployment")))
                .distinct()
                .forEach(deployment -> vendors.kubernetes().deployment(deployment.get(0), deployment.get(1), 1));
        vendors.ssm()
                .document(AutomationDocument.named(PlanFiles.DOCUMENT, AutomationDocument.Outcome.SUCCEEDS)
                        .parameter("InstanceId", true)
                        .pace(new AutomationDocument.Taking(Duration.ZERO, ROLLOUT)));
        return vendors;
    }
}
