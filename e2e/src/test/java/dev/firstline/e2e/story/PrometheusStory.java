package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.standin.pagerduty.PagerDutyIncident;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A real Prometheus and a real Alertmanager (Debian's packages) fire at ingest. */
class PrometheusStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHANNEL = "C0PAYMENTS";

    @Test
    void whatPrometheusFindsIsToldAndWhatItFindsNoMoreIsResolved() throws IOException {
        Path folder = Stage.folder("prometheus");
        Vendors vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.nothing());
        vendors.slack().channel(CHANNEL, "payments-alerts");
        try (Exporter shop = new Exporter();
                TestBed bed = TestBed.start(
                        folder.resolve("cluster"), Stage.checkout(), vendors, StoryFiles.withoutRunbooks(), b -> b);
                Api ann = bed.api("ann", "viewer")) {
            startPrometheus(folder, bed, shop);
            try {
                shop.paymentErrors("checkout", 3);
                Incident incident = Await.until("an incident", PATIENCE, () -> ann.incidents("checkout").stream()
                        .findFirst());
                assertThat(incident.getImpact()).isEqualTo(Impact.IMPACT_LARGE);
                PagerDutyIncident page = Await.until("a page", PATIENCE, () -> vendors.pagerDuty().incidents().stream()
                        .findFirst());
                assertThat(page.summary()).contains("LARGE").contains("checkout");
                Await.untilTrue("a message", PATIENCE, () -> root(vendors).contains("DETECTED"));

                shop.paymentErrors("checkout", 0);
                Await.untilTrue(
                        "the incident's end",
                        PATIENCE,
                        () -> ann.incident(incident.getId()).getStatus() == IncidentStatus.INCIDENT_STATUS_RESOLVED);
                Await.untilTrue(
                        "the message's end", PATIENCE, () -> root(vendors).contains("RESOLVED"));
                Await.untilTrue(
                        "the page's end",
                        PATIENCE,
                        () -> vendors.pagerDuty().incidents().getFirst().status() == PagerDutyIncident.Status.RESOLVED);
                assertThat(vendors.pagerDuty().incidents()).hasSize(1);
                assertThat(ann.incidents("")).hasSize(1);
            } finally {
                Stage.run("prometheus/stop.sh", folder.resolve("prometheus").toString());
            }
        }
    }

    private static void startPrometheus(Path folder, TestBed bed, Exporter shop) {
        String ingest = bed.cluster()
                .service(ServiceName.INGEST)
                .address()
                .resolve("/v1/sources/prometheus")
                .toString();
        Stage.run(
                "prometheus/start.sh",
                folder.resolve("prometheus").toString(),
                ingest,
                bed.cluster().secrets().source("prometheus"),
                Integer.toString(shop.port()));
    }

    private static String root(Vendors vendors) {
        return Optional.of(vendors.slack().messages(CHANNEL))
                .filter(messages -> !messages.isEmpty())
                .map(messages -> messages.getFirst().toString())
                .orElse("");
    }
}
