package dev.firstline.e2e.bed;

import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.StandIn;
import dev.firstline.e2e.standin.kubernetes.KubernetesStandIn;
import dev.firstline.e2e.standin.pagerduty.PagerDutyStandIn;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.e2e.standin.prometheus.PrometheusStandIn;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import dev.firstline.e2e.standin.ssm.SsmStandIn;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Stand-ins of everybody whom Firstline speaks to, on loopback, with a journal each. */
public record Vendors(
        SlackStandIn slack,
        PagerDutyStandIn pagerDuty,
        SsmStandIn ssm,
        KubernetesStandIn kubernetes,
        PrometheusStandIn prometheus)
        implements AutoCloseable {

    /** The token that remediation shows to the Kubernetes stand-in. */
    public static final String KUBERNETES_TOKEN = "stand-in-remediation";

    /**
     * Starts them.
     *
     * @param journals the folder of their journals
     * @param samples what Prometheus answers to a query
     */
    public static Vendors start(Path journals, Function<String, PrometheusAnswer> samples) {
        return new Vendors(
                SlackStandIn.start(journal(journals, "slack")),
                PagerDutyStandIn.start(journal(journals, "pagerduty")),
                SsmStandIn.start(journal(journals, "ssm")),
                KubernetesStandIn.start(journal(journals, "kubernetes")).token(KUBERNETES_TOKEN),
                PrometheusStandIn.start(journal(journals, "prometheus"), samples));
    }

    /** Who listens on which port, by the names of their journals. */
    public Map<String, Integer> ports() {
        return Map.of(
                "slack", port(slack),
                "pagerduty", port(pagerDuty),
                "ssm", port(ssm),
                "kubernetes", port(kubernetes),
                "prometheus", port(prometheus));
    }

    private static int port(StandIn vendor) {
        return URI.create(vendor.baseUrl()).getPort();
    }

    private static Setup journal(Path journals, String vendor) {
        return Setup.anyPort().journal(journals.resolve(vendor + ".jsonl"));
    }

    @Override
    public void close() {
        List.<StandIn>of(slack, pagerDuty, ssm, kubernetes, prometheus).forEach(StandIn::close);
    }
}
