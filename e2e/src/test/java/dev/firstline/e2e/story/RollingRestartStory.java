package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.bed.Webhook;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.proto.triage.v1.Incident;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** All services are restarted, one replica after the other, while senders go on. */
class RollingRestartStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    @Test
    void aRollingRestartUnderLoadAnswersNo5xxAndLosesNothing() throws InterruptedException {
        Path folder = Stage.folder("rolling");
        Vendors vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.nothing());
        vendors.slack().channel("C0PAYMENTS", "payments-alerts");
        try (TestBed bed = TestBed.start(
                        folder.resolve("cluster"),
                        Stage.checkout(),
                        vendors,
                        StoryFiles.withoutRunbooks(),
                        builder -> builder.replicas(2));
                Api ann = bed.api("ann", "viewer")) {
            Sender sender = new Sender(bed);
            Thread sending = Thread.ofVirtual().start(sender);
            for (ServiceName name : ServiceName.values()) {
                for (ServiceProcess replica : bed.cluster().replicas(name)) {
                    assertThat(replica.stop(DRAIN))
                            .as(replica.name() + " ended by itself")
                            .isTrue();
                    replica.start();
                    replica.awaitReady(PATIENCE);
                }
            }
            sender.stopped.set(true);
            sending.join();

            assertThat(sender.wrong).isEmpty();
            Await.untilTrue(
                    "all that was accepted, folded",
                    PATIENCE,
                    () -> ann.incidents("checkout").stream()
                                    .map(Incident::getAlertCounts)
                                    .mapToInt(counts -> counts.getFiring())
                                    .sum()
                            == sender.accepted);
            Await.untilTrue(
                    "one message",
                    PATIENCE,
                    () -> vendors.slack().messages("C0PAYMENTS").stream()
                                    .filter(message -> message.threadTs().isEmpty())
                                    .count()
                            == 1);
            assertThat(vendors.pagerDuty().incidents()).hasSize(1);
        }
    }

    /** Sends one new alert after the other; repeats once on the other replica what was refused or reset. */
    private static final class Sender implements Runnable {

        private final List<Webhook> replicas = new ArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<String> wrong = new ArrayList<>();
        private int accepted;

        Sender(TestBed bed) {
            String secret = bed.cluster().secrets().source("prometheus");
            for (ServiceProcess replica : bed.cluster().replicas(ServiceName.INGEST)) {
                replicas.add(new Webhook(replica.address().resolve("/v1/sources/prometheus"), secret));
            }
        }

        @Override
        public void run() {
            for (int number = 0; !stopped.get(); number++) {
                Alert alert = Alert.of("PaymentErrors", "checkout", "critical").label("pod", "checkout-" + number);
                String body = Webhook.body(true, List.of(alert));
                int status = post(replicas.get(number % 2), replicas.get((number + 1) % 2), body);
                if (status / 100 == 2) accepted++;
                else wrong.add("alert " + number + ": " + status);
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }

        private static int post(Webhook first, Webhook second, String body) {
            try {
                return first.post(body).statusCode();
            } catch (UncheckedIOException refusedOrReset) {
                return second.post(body).statusCode();
            }
        }
    }
}
