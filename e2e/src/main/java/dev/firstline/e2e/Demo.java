package dev.firstline.e2e;

import dev.firstline.cli.local.LocalCluster;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.demo.DemoFiles;
import dev.firstline.e2e.demo.Narrator;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.proto.common.v1.Verdict;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plays one incident through the four packaged services, among stand-ins of Slack, PagerDuty, Kubernetes, SSM and Prometheus, shows
 * it as it happens, and stops everything. Ends with 0 where the story came to its good end.
 */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Demo() {}

    /** Takes no arguments; the launcher says where the checkout is. */
    public static void main(String[] arguments) {
        Path checkout = Path.of(System.getProperty("firstline.checkout", ".")).toAbsolutePath();
        Path home = checkout.resolve(".firstline").resolve("demo");
        // What a demo that was killed has left, before its folder goes.
        LocalCluster.stopAll(home);
        delete(home);
        Narrator narrator = new Narrator(System.out);
        try {
            play(checkout, home, narrator);
        } catch (AssertionError | RuntimeException failure) {
            System.err.println("firstline: the demo did not come to its end: " + failure.getMessage());
            System.err.println("firstline: logs are in " + home.resolve("logs"));
            System.exit(1);
        }
        System.exit(0);
    }

    private static void play(Path checkout, Path home, Narrator narrator) {
        narrator.title("Firstline, from alert to recovery");
        Errors errors = new Errors();
        Vendors vendors = Vendors.start(home.resolve("journals"), errors::answer);
        vendors.slack().channel(DemoFiles.SLACK_CHANNEL, "payments-alerts");
        vendors.kubernetes().deployment("payments", "checkout", 3);
        errors.endWithTheRolloutOf(vendors);
        narrator.step(
                "starting PostgreSQL, the four services, and stand-ins of Slack, PagerDuty, Kubernetes, SSM, Prometheus");
        try (TestBed bed = TestBed.start(
                home,
                checkout,
                vendors,
                DemoFiles.read(checkout),
                builder -> builder.binaries(checkout.resolve(".firstline").resolve("postgresql")))) {
            narrator.step("ready");
            story(bed, narrator);
        }
        narrator.step("stopped; nothing is left running");
    }

    private static void story(TestBed bed, Narrator narrator) {
        Alert alert = Alert.of("PaymentErrors", "checkout", "critical");
        try (Api api = bed.api("demo", "admin")) {
            narrator.beginStory();
            bed.alertmanager().fire(alert);
            narrator.event("Alertmanager's webhook is accepted: PaymentErrors of checkout fires");
            Incident incident = narrator.follow(api, "checkout", PATIENCE, Demo::isRecovered);
            bed.alertmanager().resolve(alert);
            narrator.event("Alertmanager's webhook is accepted: PaymentErrors of checkout is over");
            narrator.follow(
                    api, "checkout", PATIENCE, now -> now.getStatus() == IncidentStatus.INCIDENT_STATUS_RESOLVED);
            narrator.told(bed.vendors(), incident.getId(), PATIENCE);
        }
        narrator.section("Slack, as a person sees it");
        narrator.text(bed.vendors().slack().threadsAsText(DemoFiles.SLACK_CHANNEL, ZoneId.of("UTC")));
        narrator.pagerDuty(bed.vendors().pagerDuty().incidents());
        narrator.section("Kubernetes");
        narrator.text(
                "rollouts of payments/checkout: " + bed.vendors().kubernetes().rollouts("payments", "checkout"));
    }

    private static boolean isRecovered(Incident incident) {
        return incident.getAlertsList().stream().anyMatch(alert -> alert.getVerdict() == Verdict.VERDICT_RECOVERED);
    }

    /** Payment errors that a restart mends. */
    private static final class Errors {

        private volatile Vendors vendors;

        void endWithTheRolloutOf(Vendors known) {
            vendors = known;
        }

        /** The runbook's verify step asks for what is well again; its other questions ask for what is broken. */
        PrometheusAnswer answer(String query) {
            Vendors known = vendors;
            boolean mended = known != null && known.kubernetes().rollouts("payments", "checkout") > 0;
            boolean asksForWell = query.contains("<");
            return mended == asksForWell
                    ? PrometheusAnswer.one(Map.of("route", "/pay"), 4.2)
                    : PrometheusAnswer.nothing();
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
