package dev.firstline.triage.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Triage's neighbours and files in tests: real servers, and files that a test may change. */
public class NeighboursResource implements QuarkusTestResourceLifecycleManager {

    /** What is in force unless a test says otherwise. */
    public static final String POLICY = """
            group_by: [region]
            group_wait: %s
            reopen_window: 10m
            journeys:
              checkout:
                steps: [{name: cart, customer_can_retry: true}, {name: pay}]
            rules:
              - {name: pay-down, when: 'labels.alertname == "PayDown"', journey: checkout, step: pay, scope: all}
              - {name: pay-some, when: 'labels.alertname == "PaySome"', journey: checkout, step: pay, scope: partial, workaround: no}
              - {name: cart-some, when: 'labels.alertname == "CartSome"', journey: checkout, step: cart, scope: partial,
                 scope_all_when: 'affected_ratio > 0.5', workaround: yes}
            """;

    private static final String CATALOGUE = """
            services:
              checkout: {team: payments, slack_channel: '#payments', pagerduty_service: pay, runbook: 'https://wiki.example.com/c'}
            """;

    private static Neighbours neighbours;

    @Override
    public Map<String, String> start() {
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "test-config").toAbsolutePath());
            Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY.formatted("0s"));
            Path catalogue = Files.writeString(folder.resolve("catalogue.yaml"), CATALOGUE);
            neighbours = new Neighbours();
            return Map.of(
                    "firstline.policy.file",
                    policy.toString(),
                    "firstline.catalogue.file",
                    catalogue.toString(),
                    "firstline.notify.addresses",
                    "127.0.0.1:" + neighbours.notifyPort(),
                    "firstline.remediation.addresses",
                    "127.0.0.1:" + neighbours.remediationPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The neighbours that the service under test calls. */
    public static Neighbours neighbours() {
        return neighbours;
    }

    @Override
    public void stop() {
        if (neighbours != null) neighbours.stop();
    }
}
