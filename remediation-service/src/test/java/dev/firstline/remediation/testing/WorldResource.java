package dev.firstline.remediation.testing;

import dev.firstline.platform.testing.FreePorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A cluster, a Prometheus and a folder of runbooks for the whole service under test. */
public class WorldResource implements QuarkusTestResourceLifecycleManager {

    /** What the service under test sees; tests run in another class loader, so they reach them over system properties. */
    private FakeKubernetes kubernetes;

    private FakePrometheus prometheus;

    @Override
    public Map<String, String> start() {
        kubernetes = new FakeKubernetes();
        prometheus = new FakePrometheus();
        kubernetes.cluster().deploy("shop", "checkout", 2);
        prometheus.row("errors{service=\"checkout\"} > 0", Map.of("route", "/pay"), "4.5");
        prometheus.row("healthy", Map.of(), "1");
        kubernetes.cluster().completeRollouts();
        return Map.of(
                // Known before the start: the client that tells triage is made before the port of a 0 is known.
                "quarkus.http.test-port",
                Integer.toString(FreePorts.any()),
                "quarkus.kubernetes-client.api-server-url",
                kubernetes.url(),
                "quarkus.kubernetes-client.trust-certs",
                "true",
                "firstline.remediation.connectors.prometheus.url",
                prometheus.url(),
                "firstline.remediation.execution.verify-interval",
                "200ms",
                "firstline.remediation.execution.watch-interval",
                "200ms",
                "firstline.due-work.poll-interval",
                "100ms",
                "firstline.runbooks.directory",
                runbooks().toString());
    }

    private static Path runbooks() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "runbooks");
            Files.writeString(folder.resolve("auto.yaml"), runbook("auto", "auto", "Auto"));
            Files.writeString(folder.resolve("approve.yaml"), runbook("approve", "approve", "Approve"));
            return folder.toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String runbook(String name, String mode, String alert) {
        return """
                runbook: checkout-%s
                match: alert.name == "%s"
                mode: %s
                guards: {cool_down: 0s}
                steps:
                  - id: failing
                    query: {connector: prometheus, expr: 'errors{service="{labels.service}"} > 0'}
                  - action: {kind: kubernetes.rollout-restart, target: '{alert.resource}'}
                  - verify: {connector: prometheus, expr: 'healthy', for: 500ms, within: 20s}
                """.formatted(name, alert, mode);
    }

    @Override
    public void stop() {
        if (kubernetes != null) kubernetes.close();
        if (prometheus != null) prometheus.close();
    }
}
