package dev.firstline.e2e.bed;

import dev.firstline.cli.local.ClusterBuilder;
import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.standin.pagerduty.PagerDutyStandIn;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import dev.firstline.e2e.standin.ssm.SsmStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The four packaged services on this machine, among stand-ins of everybody they speak to. All waits that production counts in
 * minutes are seconds here, by configuration alone.
 */
public final class TestBed implements AutoCloseable {

    private final Vendors vendors;
    private final LocalCluster cluster;
    private final AtExit atExit;

    private TestBed(Vendors vendors, LocalCluster cluster, AtExit atExit) {
        this.vendors = vendors;
        this.cluster = cluster;
        this.atExit = atExit;
    }

    /**
     * Describes and starts the services.
     *
     * @param home the folder that the cluster keeps everything in
     * @param checkout where the services were built
     * @param vendors whom they speak to
     * @param files policy, catalogue and runbooks by their path under {@code config}
     * @param more whatever else a story wants of the cluster
     */
    public static TestBed start(
            Path home, Path checkout, Vendors vendors, Map<String, String> files, UnaryOperator<ClusterBuilder> more) {
        return start(home, checkout, vendors, files, more, process -> {});
    }

    /**
     * The same.
     *
     * @param ready is told the name of each process once it is ready
     */
    public static TestBed start(
            Path home,
            Path checkout,
            Vendors vendors,
            Map<String, String> files,
            UnaryOperator<ClusterBuilder> more,
            Consumer<String> ready) {
        Path config = home.resolve("config");
        files.forEach((name, content) -> write(config.resolve(name), content));
        write(config.resolve("kubeconfig"), vendors.kubernetes().kubeconfig(Vendors.KUBERNETES_TOKEN));
        ClusterBuilder builder = LocalCluster.builder(home, checkout).replicas(1);
        connect(builder, vendors, config);
        hurry(builder);
        LocalCluster cluster = more.apply(builder).build();
        TestBed bed = new TestBed(vendors, cluster, AtExit.stop(home));
        try {
            cluster.start(ready);
            return bed;
        } catch (RuntimeException failure) {
            bed.close();
            throw failure;
        }
    }

    private static void connect(ClusterBuilder builder, Vendors vendors, Path config) {
        builder.property(
                        ServiceName.NOTIFY,
                        "firstline.notify.slack.url",
                        vendors.slack().baseUrl() + "/api/")
                .property(ServiceName.NOTIFY, "firstline.notify.slack.token", SlackStandIn.TOKEN)
                .property(
                        ServiceName.NOTIFY,
                        "firstline.notify.pagerduty.url",
                        vendors.pagerDuty().baseUrl())
                .property(
                        ServiceName.NOTIFY,
                        "firstline.notify.pagerduty.routing-keys.payments",
                        PagerDutyStandIn.ROUTING_KEY)
                .property(
                        ServiceName.REMEDIATION,
                        "firstline.remediation.connectors.prometheus.url",
                        vendors.prometheus().baseUrl())
                .property(
                        ServiceName.REMEDIATION,
                        "firstline.remediation.ssm.endpoint",
                        vendors.ssm().baseUrl())
                .property(ServiceName.REMEDIATION, "firstline.remediation.ssm.region", "eu-central-1")
                .property(
                        ServiceName.REMEDIATION,
                        "firstline.remediation.ssm.documents",
                        String.join(",", SsmStandIn.SUCCEEDS, SsmStandIn.FAILS, SsmStandIn.HANGS))
                .environment(
                        ServiceName.REMEDIATION,
                        "KUBECONFIG",
                        config.resolve("kubeconfig").toString())
                .environment(ServiceName.REMEDIATION, "AWS_ACCESS_KEY_ID", "stand-in")
                .environment(ServiceName.REMEDIATION, "AWS_SECRET_ACCESS_KEY", "stand-in");
    }

    private static void hurry(ClusterBuilder builder) {
        builder.property("firstline.due-work.poll-interval", "250ms")
                .property("firstline.due-work.longest-backoff", "2s")
                .property(ServiceName.REMEDIATION, "firstline.remediation.execution.verify-interval", "500ms")
                .property(ServiceName.REMEDIATION, "firstline.remediation.execution.watch-interval", "250ms");
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whom the services speak to. */
    public Vendors vendors() {
        return vendors;
    }

    /** The services and their database. */
    public LocalCluster cluster() {
        return cluster;
    }

    /** A person's calls. */
    public Api api(String name, String... roles) {
        return new Api(cluster, name, roles);
    }

    /** The webhook of the source that every cluster has. */
    public Webhook alertmanager() {
        URI address = cluster.service(ServiceName.INGEST).address().resolve("/v1/sources/prometheus");
        return new Webhook(address, cluster.secrets().source("prometheus"));
    }

    @Override
    public void close() {
        cluster.stop();
        atExit.close();
        vendors.close();
    }
}
