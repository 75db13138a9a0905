package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.e2e.standin.slack.SlackMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slack, under its real limits, is in trouble; nobody else notices, and nothing is lost or said twice. */
class SlackTroubleStory {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final String PAYMENTS = "C0PAYMENTS";
    private static final String DISCOVERY = "C0DISCOVERY";

    @Test
    void slackAnswers429ThenOkFalseThenHangs() {
        Path folder = Stage.folder("slack");
        Vendors vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.nothing());
        vendors.slack().channel(PAYMENTS, "payments-alerts").channel(DISCOVERY, "discovery-alerts");
        try (TestBed bed = TestBed.start(
                        folder.resolve("cluster"),
                        Stage.checkout(),
                        vendors,
                        StoryFiles.withoutRunbooks(),
                        builder -> builder.property(ServiceName.NOTIFY, "firstline.notify.repair-wait", "2s")
                                .property(ServiceName.NOTIFY, "firstline.notify.call-deadline", "2s")
                                .property(ServiceName.NOTIFY, "firstline.notify.lease", "5s"));
                Api ann = bed.api("ann", "viewer")) {
            Alert payments = Alert.of("PaymentErrors", "checkout", "critical");

            vendors.slack()
                    .faults()
                    .arm(Fault.on("chat\\..*").with(PAYMENTS).rateLimited(0).lasting(Duration.ofSeconds(10)));
            bed.alertmanager().fire(payments);
            Await.untilTrue(
                    "the page, at once",
                    AT_ONCE,
                    () -> vendors.pagerDuty().incidents().size() == 1);
            bed.alertmanager().fire(Alert.of("Unknown", "search", "warning"));
            Await.untilTrue(
                    "another channel, at once",
                    AT_ONCE,
                    () -> roots(vendors, DISCOVERY).size() == 1);
            Await.untilTrue(
                    "the message, after the 429s",
                    PATIENCE,
                    () -> roots(vendors, PAYMENTS).size() == 1);

            vendors.slack()
                    .faults()
                    .arm(Fault.on("chat\\..*")
                            .with(PAYMENTS)
                            .refused("internal_error")
                            .times(3));
            vendors.slack()
                    .faults()
                    .arm(Fault.on("chat\\.update").with(PAYMENTS).losingAnswer().once());
            bed.alertmanager().resolve(payments);
            Await.untilTrue("the page's end, at once", AT_ONCE, () -> vendors.pagerDuty().incidents().stream()
                    .allMatch(page -> page.status().name().equals("RESOLVED")));
            Await.untilTrue("the last state, whatever happened", PATIENCE, () -> roots(vendors, PAYMENTS)
                    .getFirst()
                    .content()
                    .toString()
                    .contains("RESOLVED"));
            Await.untilTrue(
                    "the whole thread",
                    PATIENCE,
                    () -> ann.deliveries(ann.incidents("checkout").getFirst().getId()).stream()
                            .noneMatch(delivery -> delivery.getOutcome().name().endsWith("ATTEMPTED")));

            assertThat(roots(vendors, PAYMENTS)).hasSize(1);
            assertThat(replies(vendors)).doesNotHaveDuplicates();
        }
    }

    private static List<SlackMessage> roots(Vendors vendors, String channel) {
        return vendors.slack().messages(channel).stream()
                .filter(message -> message.threadTs().isEmpty())
                .toList();
    }

    private static List<String> replies(Vendors vendors) {
        return vendors.slack().messages(PAYMENTS).stream()
                .filter(message -> message.threadTs().isPresent())
                .map(message -> message.content().text())
                .toList();
    }
}
