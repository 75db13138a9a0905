package dev.firstline.e2e.delivery.ground;

import static dev.firstline.cli.local.ServiceName.INGEST;
import static dev.firstline.cli.local.ServiceName.NOTIFY;
import static dev.firstline.cli.local.ServiceName.REMEDIATION;

import dev.firstline.cli.local.ClusterBuilder;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.standin.pagerduty.PagerDutyStandIn;
import java.time.Duration;

/** What the services are told beyond what every bed tells them: waits that a run of minutes can outwait, and the plan's addresses. */
public final class PlanSettings {

    private static final int SLACKS_POST_INTERVAL_MILLIS = 1100;
    private static final int SLACKS_POSTS_PER_MINUTE = 240;
    private static final int SLACKS_CALLS_PER_MINUTE = 44;

    private PlanSettings() {}

    /** Tells them. */
    public static ClusterBuilder apply(ClusterBuilder builder, Vendors vendors) {
        // A batch is leased two seconds longer than that.
        builder.property(INGEST, "firstline.ingest.hand-over-deadline", seconds(Waits.LEASE.minusSeconds(2)))
                .property("firstline.due-work.poll-interval", "1s")
                .property("quarkus.log.level", "INFO");
        remediation(builder, vendors);
        tell(builder);
        return builder;
    }

    private static void remediation(ClusterBuilder builder, Vendors vendors) {
        // A kubeconfig's address leads past the proxies.
        builder.property(
                        REMEDIATION,
                        "quarkus.kubernetes-client.api-server-url",
                        vendors.kubernetes().baseUrl())
                .property(REMEDIATION, "quarkus.kubernetes-client.token", Vendors.KUBERNETES_TOKEN)
                .property(REMEDIATION, "firstline.remediation.kubernetes.timeout", "1s")
                .property(REMEDIATION, "firstline.remediation.ssm.documents", PlanFiles.DOCUMENT)
                .property(REMEDIATION, "firstline.remediation.ssm.timeout", "1s")
                .property(REMEDIATION, "firstline.remediation.execution.target-lease", seconds(Waits.LEASE))
                .property(REMEDIATION, "firstline.remediation.execution.drive-lease", seconds(Waits.LEASE))
                .property(REMEDIATION, "firstline.remediation.execution.watch-interval", "300ms")
                .property(REMEDIATION, "firstline.remediation.execution.verify-interval", "300ms")
                .property(REMEDIATION, "firstline.remediation.execution.settle-patience", "60s");
    }

    private static void tell(ClusterBuilder builder) {
        int raised = PlanVendors.SLACK_RAISED;
        // Its work is leased for a call longer than the conversation is.
        builder.property(NOTIFY, "firstline.notify.lease", seconds(Waits.LEASE.minus(Waits.CALL)))
                .property(NOTIFY, "firstline.notify.call-deadline", seconds(Waits.CALL))
                // What a process was about to send when it was paused arrives once it goes on.
                .property(NOTIFY, "firstline.notify.repair-wait", seconds(Waits.PAUSE))
                .property(
                        NOTIFY,
                        "firstline.notify.slack.limits.post-interval",
                        SLACKS_POST_INTERVAL_MILLIS / raised + "ms")
                .property(
                        NOTIFY,
                        "firstline.notify.slack.limits.posts-per-minute",
                        Integer.toString(SLACKS_POSTS_PER_MINUTE * raised))
                .property(
                        NOTIFY,
                        "firstline.notify.slack.limits.calls-per-minute",
                        Integer.toString(SLACKS_CALLS_PER_MINUTE * raised))
                .property(NOTIFY, "firstline.notify.pagerduty.routing-keys.main", PagerDutyStandIn.ROUTING_KEY)
                .property(NOTIFY, "firstline.notify.pagerduty.default", "main");
    }

    private static String seconds(Duration wait) {
        return wait.toSeconds() + "s";
    }
}
