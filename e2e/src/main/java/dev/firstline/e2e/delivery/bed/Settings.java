package dev.firstline.e2e.delivery.bed;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.e2e.standin.pagerduty.PagerDutyStandIn;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each replica is told about the others, the vendors and its waits. */
final class Settings {

    // Without them the vendor's client calls nobody.
    private static final Map<String, String> AWS_CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "stand-in", "AWS_SECRET_ACCESS_KEY", "stand-in");

    private static final int SLACKS_POST_INTERVAL_MILLIS = 1100;
    private static final int SLACKS_POSTS_PER_MINUTE = 240;
    private static final int SLACKS_CALLS_PER_MINUTE = 44;

    private final Ways ways;
    private final Vendors vendors;
    private final PlanFiles files;
    private final int postgresPort;
    private final Map<ServiceName, List<ServiceProcess.Launch>> launches;

    Settings(
            Ways ways,
            Vendors vendors,
            PlanFiles files,
            int postgresPort,
            Map<ServiceName, List<ServiceProcess.Launch>> launches) {
        this.ways = ways;
        this.vendors = vendors;
        this.files = files;
        this.postgresPort = postgresPort;
        this.launches = launches;
    }

    /** A launch with everything that is special here. */
    ServiceProcess.Launch of(ServiceProcess.Launch launch) {
        Map<String, String> all = new TreeMap<>(common(launch));
        all.putAll(own(launch));
        ServiceProcess.Launch special = launch;
        for (Map.Entry<String, String> property : all.entrySet()) {
            special = special.with(property.getKey(), property.getValue());
        }
        return launch.service() == ServiceName.REMEDIATION ? special.withEnvironment(AWS_CREDENTIALS) : special;
    }

    private Map<String, String> common(ServiceProcess.Launch launch) {
        int port = ways.open(launch.name(), Ways.POSTGRES, postgresPort).port();
        return Map.of(
                "firstline.database.url", "postgresql://127.0.0.1:" + port + "/firstline",
                "firstline.due-work.longest-backoff", "2s",
                "quarkus.log.level", "INFO");
    }

    private Map<String, String> own(ServiceProcess.Launch launch) {
        return switch (launch.service()) {
            case INGEST -> ingest(launch);
            case TRIAGE -> triage(launch);
            case REMEDIATION -> remediation(launch);
            case NOTIFY -> tell(launch);
        };
    }

    private Map<String, String> ingest(ServiceProcess.Launch launch) {
        return Map.of(
                "firstline.triage.addresses", addresses(launch, ServiceName.TRIAGE),
                // A batch is leased two seconds longer than that.
                "firstline.ingest.hand-over-deadline", seconds(Waits.LEASE.minusSeconds(2)));
    }

    private Map<String, String> triage(ServiceProcess.Launch launch) {
        return Map.of(
                "firstline.policy.file", files.policy().toString(),
                "firstline.catalogue.file", files.catalogue().toString(),
                "firstline.notify.addresses", addresses(launch, ServiceName.NOTIFY),
                "firstline.remediation.addresses", addresses(launch, ServiceName.REMEDIATION));
    }

    private Map<String, String> remediation(ServiceProcess.Launch launch) {
        Map<String, String> all = new TreeMap<>();
        all.put("firstline.triage.addresses", addresses(launch, ServiceName.TRIAGE));
        all.put("firstline.runbooks.directory", files.runbooks().toString());
        all.put(
                "quarkus.kubernetes-client.api-server-url",
                to(launch, "kubernetes", vendors.kubernetes().baseUrl()));
        all.put("quarkus.kubernetes-client.token", "stand-in");
        all.put("firstline.remediation.kubernetes.timeout", "1s");
        all.put("firstline.remediation.ssm.region", "eu-central-1");
        all.put(
                "firstline.remediation.ssm.endpoint",
                to(launch, "ssm", vendors.ssm().baseUrl()));
        all.put("firstline.remediation.ssm.documents", PlanFiles.DOCUMENT);
        all.put("firstline.remediation.ssm.timeout", "1s");
        all.put(
                "firstline.remediation.connectors.prometheus.url",
                vendors.prometheus().baseUrl());
        all.put("firstline.remediation.execution.target-lease", seconds(Waits.LEASE));
        all.put("firstline.remediation.execution.drive-lease", seconds(Waits.LEASE));
        all.put("firstline.remediation.execution.watch-interval", "300ms");
        all.put("firstline.remediation.execution.verify-interval", "300ms");
        all.put("firstline.remediation.execution.settle-patience", "60s");
        return all;
    }

    private Map<String, String> tell(ServiceProcess.Launch launch) {
        Map<String, String> all = new TreeMap<>();
        // Its work is leased for a call longer than the conversation is.
        all.put("firstline.notify.lease", seconds(Waits.LEASE.minus(Waits.CALL)));
        all.put("firstline.notify.call-deadline", seconds(Waits.CALL));
        // What a process was about to send when it was paused arrives once it goes on.
        all.put("firstline.notify.repair-wait", seconds(Waits.PAUSE));
        all.put(
                "firstline.notify.slack.url",
                to(launch, "slack", vendors.slack().baseUrl()) + "/api/");
        all.put("firstline.notify.slack.token", SlackStandIn.TOKEN);
        int raised = Vendors.SLACK_RAISED;
        all.put("firstline.notify.slack.limits.post-interval", SLACKS_POST_INTERVAL_MILLIS / raised + "ms");
        all.put("firstline.notify.slack.limits.posts-per-minute", Integer.toString(SLACKS_POSTS_PER_MINUTE * raised));
        all.put("firstline.notify.slack.limits.calls-per-minute", Integer.toString(SLACKS_CALLS_PER_MINUTE * raised));
        all.put(
                "firstline.notify.pagerduty.url",
                to(launch, "pagerduty", vendors.pagerDuty().baseUrl()));
        all.put("firstline.notify.pagerduty.routing-keys.main", PagerDutyStandIn.ROUTING_KEY);
        all.put("firstline.notify.pagerduty.default", "main");
        return all;
    }

    private static String seconds(Duration wait) {
        return wait.toSeconds() + "s";
    }

    private String addresses(ServiceProcess.Launch from, ServiceName to) {
        return launches.get(to).stream()
                .map(replica -> "127.0.0.1:"
                        + ways.open(from.name(), replica.name(), replica.port()).port())
                .collect(Collectors.joining(","));
    }

    private String to(ServiceProcess.Launch from, String vendor, String there) {
        return ways.address(from.name(), vendor, URI.create(there));
    }
}
