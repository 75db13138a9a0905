package dev.firstline.e2e.delivery.bed;

import dev.firstline.e2e.delivery.plan.FirstAid;
import dev.firstline.e2e.delivery.plan.Group;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.delivery.plan.Subject;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.StandIn;
import dev.firstline.e2e.standin.kubernetes.KubernetesStandIn;
import dev.firstline.e2e.standin.pagerduty.PagerDutyStandIn;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.e2e.standin.prometheus.PrometheusStandIn;
import dev.firstline.e2e.standin.slack.SlackLimits;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import dev.firstline.e2e.standin.ssm.AutomationDocument;
import dev.firstline.e2e.standin.ssm.SsmStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything outside that is told or acted upon.
 *
 * @param slack with a channel for each team
 * @param pagerDuty with one integration
 * @param kubernetes with the plan's deployments
 * @param ssm with one document
 * @param prometheus to whom everything looks well
 */
public record Vendors(
        SlackStandIn slack,
        PagerDutyStandIn pagerDuty,
        KubernetesStandIn kubernetes,
        SsmStandIn ssm,
        PrometheusStandIn prometheus)
        implements AutoCloseable {

    /** Slack's limits are raised so many times, there and in notify's configuration: a run of minutes tells what hours would. */
    static final int SLACK_RAISED = 60;

    private static final Duration ROLLOUT = Duration.ofSeconds(1);

    /** Starts them all; their journals lie in a folder. */
    static Vendors start(Plan plan, Path journals) {
        SlackStandIn slack = SlackStandIn.start(in(journals, "slack")).limits(SlackLimits.raised(SLACK_RAISED));
        KubernetesStandIn kubernetes =
                KubernetesStandIn.start(in(journals, "kubernetes")).rolloutTakes(ROLLOUT);
        plan.groups().stream()
                .collect(Collectors.toMap(Group::channel, Group::teamName, (one, same) -> one))
                .forEach(slack::channel);
        plan.subjects().stream()
                .filter(subject -> subject.group().firstAid() == FirstAid.RESTART)
                .map(Subject::labels)
                .map(labels -> List.of(labels.get("namespace"), labels.get("deployment")))
                .distinct()
                .forEach(deployment -> kubernetes.deployment(deployment.get(0), deployment.get(1), 1));
        return new Vendors(
                slack,
                PagerDutyStandIn.start(in(journals, "pagerduty")),
                kubernetes,
                SsmStandIn.start(in(journals, "ssm"))
                        .document(AutomationDocument.named(PlanFiles.DOCUMENT, AutomationDocument.Outcome.SUCCEEDS)
                                .parameter("InstanceId", true)
                                .pace(new AutomationDocument.Taking(Duration.ZERO, ROLLOUT))),
                PrometheusStandIn.start(in(journals, "prometheus"), query -> PrometheusAnswer.one(Map.of(), 1)));
    }

    private static Setup in(Path journals, String name) {
        return Setup.anyPort().journal(journals.resolve(name + ".jsonl"));
    }

    @Override
    public void close() {
        List.<StandIn>of(slack, pagerDuty, kubernetes, ssm, prometheus).forEach(StandIn::close);
    }
}
