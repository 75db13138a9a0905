package dev.firstline.bench.house;

import dev.firstline.cli.local.ClusterBuilder;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.slack.SlackLimits;
import dev.firstline.e2e.standin.slack.SlackStandIn;

/** A stand-in of Slack, with a channel for each of some services, in this process. */
public final class Slack {

    private static final int FAR_MORE = 10_000;

    private Slack() {}

    /** Starts one under Slack's own limits. */
    public static SlackStandIn start(int services) {
        SlackStandIn slack = SlackStandIn.start(Setup.anyPort());
        for (int i = 0; i < services; i++) slack.channel(BenchFiles.channel(i), "bench-" + i);
        return slack;
    }

    /** Has notify tell it. */
    public static ClusterBuilder connect(ClusterBuilder builder, SlackStandIn slack) {
        return builder.property(ServiceName.NOTIFY, "firstline.notify.slack.url", slack.baseUrl() + "/api/")
                .property(ServiceName.NOTIFY, "firstline.notify.slack.token", SlackStandIn.TOKEN);
    }

    /** Raises the limits on both sides far beyond what is sent: the way through Firstline is measured, not Slack's patience. */
    public static ClusterBuilder withoutLimits(ClusterBuilder builder, SlackStandIn slack) {
        slack.limits(SlackLimits.raised(FAR_MORE));
        String limits = "firstline.notify.slack.limits.";
        return builder.property(ServiceName.NOTIFY, limits + "post-interval", "1ms")
                .property(ServiceName.NOTIFY, limits + "posts-per-minute", "1000000")
                .property(ServiceName.NOTIFY, limits + "calls-per-minute", "1000000");
    }
}
