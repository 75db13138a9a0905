package dev.firstline.e2e;

import dev.firstline.cli.local.ClusterBuilder;
import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.Program;
import dev.firstline.cli.local.Program.Start;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.AtExit;
import dev.firstline.e2e.bed.RunFolder;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.demo.DemoFiles;
import dev.firstline.e2e.demo.Narrator;
import dev.firstline.e2e.demo.PaymentErrors;
import dev.firstline.proto.common.v1.Verdict;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.stream.Stream;

/**
 * Plays one incident through the four packaged services, among stand-ins of Slack, PagerDuty, Kubernetes, SSM and Prometheus, shows
 * it as it happens, and stops everything. Ends with 0 where the story came to its good end.
 */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ROLLOUT = Duration.ofMillis(500);
    private static final String TEMPLATE = "template";
    private static final String SECRETS = "secrets.properties";

    private Demo() {}

    /** Takes no arguments; the launcher says where the checkout is. */
    public static void main(String[] arguments) {
        Path checkout = Path.of(System.getProperty("firstline.checkout", ".")).toAbsolutePath();
        Path home = checkout.resolve(".firstline").resolve("demo");
        // What a demo that was killed has left, before its folder goes.
        LocalCluster.stopAll(home);
        try {
            if (isToBeRecorded(checkout)) {
                System.err.println(
                        "firstline: the build's last part, about a minute: a run that records which classes the services load …");
                play(checkout, home, new Narrator(new PrintStream(OutputStream.nullOutputStream())), Start.RECORDED);
            }
            play(checkout, home, new Narrator(System.out), Start.CACHED);
        } catch (AssertionError | RuntimeException failure) {
            // Who interrupts it is told by whoever cleans up.
            if (AtExit.isEnding()) return;
            System.err.println("firstline: the demo did not come to its end: " + failure.getMessage());
            System.err.println("firstline: logs are in " + home.resolve("logs"));
            System.exit(1);
        }
        System.exit(0);
    }

    private static boolean isToBeRecorded(Path checkout) {
        return !"off".equals(System.getenv("FIRSTLINE_BUILD"))
                && Stream.of(ServiceName.values())
                        .anyMatch(service -> !new Program(service.program(checkout)).isCached());
    }

    private static void play(Path checkout, Path home, Narrator narrator, Start start) {
        clear(home);
        narrator.title("Firstline, from alert to recovery");
        PaymentErrors errors = new PaymentErrors();
        Vendors vendors = Vendors.start(home.resolve("journals"), errors::answer);
        vendors.slack().channel(DemoFiles.SLACK_CHANNEL, "payments-alerts");
        vendors.kubernetes().rolloutTakes(ROLLOUT).deployment("payments", "checkout", 3);
        errors.endWithTheRolloutOf(vendors);
        narrator.step(
                "starting PostgreSQL, the four services, and stand-ins of Slack, PagerDuty, Kubernetes, SSM, Prometheus");
        try (TestBed bed = TestBed.start(home, checkout, vendors, DemoFiles.read(checkout), builder -> hurry(builder)
                .start(start)
                .template(home.resolve(TEMPLATE))
                .binaries(checkout.resolve(".firstline").resolve("postgresql")))) {
            narrator.step("ready");
            story(bed, narrator);
        }
        narrator.end("stopped; nothing is left running");
    }

    private static ClusterBuilder hurry(ClusterBuilder builder) {
        return builder.property("firstline.due-work.poll-interval", "100ms")
                .property(ServiceName.REMEDIATION, "firstline.remediation.execution.verify-interval", "250ms")
                .property(ServiceName.REMEDIATION, "firstline.remediation.execution.watch-interval", "100ms");
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

    /** Takes out what the last demo left; a database's first files stay, and the secrets that they were made with. */
    private static void clear(Path home) {
        if (!Files.exists(home)) return;
        try (Stream<Path> found = Files.list(home)) {
            for (Path one : found.toList()) {
                String name = one.getFileName().toString();
                if (!name.equals(TEMPLATE) && !name.equals(SECRETS)) new RunFolder(one).remove();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
