package dev.firstline.triage.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where triage's neighbours and files are in tests: free ports, and files that a test may change. */
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

    @Override
    public Map<String, String> start() {
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "test-config").toAbsolutePath());
            Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY.formatted("0s"));
            Path catalogue = Files.writeString(folder.resolve("catalogue.yaml"), CATALOGUE);
            int notify = freePort();
            int remediation = freePort();
            return Map.of(
                    "quarkus.http.test-port", String.valueOf(freePort()),
                    "firstline.policy.file", policy.toString(),
                    "firstline.catalogue.file", catalogue.toString(),
                    "firstline.notify.addresses", "127.0.0.1:" + notify,
                    "firstline.remediation.addresses", "127.0.0.1:" + remediation,
                    "test.notify.port", String.valueOf(notify),
                    "test.remediation.port", String.valueOf(remediation));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void stop() {
        // The files lie in the build's folder; the ports were never kept.
    }
}
