package dev.firstline.bench.house;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Policy and catalogue for services that are called service-00000 and so on, each with a Slack channel of its own. */
public final class BenchFiles {

    private BenchFiles() {}

    /**
     * The files.
     *
     * @param services how many services there are
     * @param groupBy a label that makes an incident within a service; empty where a service is one incident
     * @param groupWait how long the first notice waits, as policies say it
     */
    public static Map<String, String> of(int services, String groupBy, String groupWait) {
        String catalogue = IntStream.range(0, services)
                .mapToObj(i -> "  service-%05d: {team: team-%d, slack_channel: %s}\n".formatted(i, i % 10, channel(i)))
                .collect(Collectors.joining("", "services:\n", ""));
        return Map.of("policy.yaml", policy(groupBy, groupWait), "catalogue.yaml", catalogue);
    }

    /** The id of a service's channel. */
    public static String channel(int service) {
        return "C0BENCH%05d".formatted(service);
    }

    // No runbook: what first aid costs is no part of these figures.
    private static String policy(String groupBy, String groupWait) {
        return """
                group_by: [%s]
                group_wait: %s
                reopen_window: 10m
                journeys:
                  shopping:
                    steps: [{name: browse}, {name: pay}]
                rules:
                  - {name: never, when: 'labels.alertname == "Never"', journey: shopping, scope: all, workaround: no}
                  - {name: errors, when: 'labels.alertname == "HighErrorRate"', journey: shopping, step: pay, scope: partial, workaround: no}
                responses:
                  LARGE: {kind: warning, channels: [slack]}
                  MEDIUM: {kind: warning, channels: [slack]}
                  SMALL: {kind: none}
                  UNKNOWN: {kind: warning, channels: [slack]}
                """.formatted(groupBy, groupWait);
    }
}
