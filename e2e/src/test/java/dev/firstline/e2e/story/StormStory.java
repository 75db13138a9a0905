package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.proto.triage.v1.Incident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 20,000 alerts in a few seconds are as many incidents as the grouping says, and nobody else's incident waits for them. */
class StormStory {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ALERTS = 20_000;
    private static final int A_REQUEST = 200;
    private static final int GROUPS = 4;

    @Test
    void aStormIsAFewIncidentsAndAnotherServicesOneIsToldAtOnce() {
        Path folder = Stage.folder("storm");
        Vendors vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.nothing());
        vendors.slack().channel("C0PAYMENTS", "payments-alerts").channel("C0DISCOVERY", "discovery-alerts");
        try (TestBed bed = TestBed.start(
                        folder.resolve("cluster"),
                        Stage.checkout(),
                        vendors,
                        StoryFiles.withoutRunbooks(),
                        builder -> builder);
                Api ann = bed.api("ann", "viewer")) {
            for (int request = 0; request < ALERTS / A_REQUEST; request++) {
                bed.alertmanager().fire(storm(request));
            }
            long sentNanos = System.nanoTime();
            bed.alertmanager().fire(Alert.of("Unknown", "search", "warning"));
            Await.untilTrue("another service's message", PATIENCE, () -> !vendors.slack()
                    .messages("C0DISCOVERY")
                    .isEmpty());
            System.out.printf(
                    "another service's message came %d ms after its alert%n",
                    (System.nanoTime() - sentNanos) / 1_000_000);
            Await.untilTrue("all alerts, folded", PATIENCE, () -> firing(ann) == ALERTS);

            assertThat(ann.incidents("checkout")).hasSize(GROUPS);
            Await.untilTrue(
                    "a message for each incident",
                    PATIENCE,
                    () -> vendors.slack().messages("C0PAYMENTS").stream()
                                    .filter(message -> message.threadTs().isEmpty())
                                    .count()
                            == GROUPS);
            assertThat(vendors.pagerDuty().incidents()).hasSize(GROUPS);
        }
    }

    private static Alert[] storm(int request) {
        List<Alert> alerts = new ArrayList<>();
        IntStream.range(0, A_REQUEST)
                .forEach(index -> alerts.add(Alert.of("PaymentErrors", "checkout", "critical")
                        .label("pod", "checkout-7d9f8b6c4-" + request + "x" + index)
                        .label("environment", "zone-" + request % GROUPS)));
        return alerts.toArray(Alert[]::new);
    }

    private static int firing(Api ann) {
        return ann.incidents("checkout").stream()
                .map(Incident::getAlertCounts)
                .mapToInt(counts -> counts.getFiring())
                .sum();
    }
}
