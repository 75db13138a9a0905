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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** All services are restarted, one replica of each at the same time and then the other, while senders go on. */
class RollingRestartStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final int REPLICAS = 2;
    private static final int LEAST_ALERTS = 100;
    private static final Duration BETWEEN = Duration.ofMillis(20);

    @Test
    void aRollingRestartUnderLoadAnswersNo5xxAndLosesNothing() throws SQLException {
        Path folder = Stage.folder("rolling");
        Vendors vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.nothing());
        vendors.slack().channel("C0PAYMENTS", "payments-alerts");
        try (TestBed bed = TestBed.start(
                        folder.resolve("cluster"),
                        Stage.checkout(),
                        vendors,
                        StoryFiles.withoutRunbooks(),
                        builder -> builder.replicas(REPLICAS));
                Api ann = bed.api("ann", "viewer")) {
            Sender sender = new Sender(bed);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    sender, task -> Thread.ofVirtual().start(task));
            try {
                for (int number = 1; number <= REPLICAS; number++) restart(replicas(bed, number));
            } finally {
                sender.stopped.set(true);
            }
            sending.join();

            System.out.printf(
                    "%d alerts accepted during the restarts, %d of them sent twice%n",
                    sender.accepted.size(), sender.repeated.size());
            assertThat(sender.wrong).isEmpty();
            assertThat(sender.accepted).hasSizeGreaterThan(LEAST_ALERTS);
            Await.untilTrue("all that was accepted, folded", PATIENCE, () -> firing(ann) == sender.accepted.size());
            assertFoldedOnce(bed, sender);
            assertToldOnce(vendors, ann);
        }
    }

    private static List<ServiceProcess> replicas(TestBed bed, int number) {
        return Arrays.stream(ServiceName.values())
                .map(name -> bed.cluster().service(name, number))
                .toList();
    }

    /** Nobody waits for a neighbour: each service has to do with what its clients and its receivers are doing just then. */
    private static void restart(List<ServiceProcess> replicas) {
        CompletableFuture.allOf(replicas.stream()
                        .map(replica -> CompletableFuture.runAsync(() -> restart(replica), task -> Thread.ofVirtual()
                                .start(task)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void restart(ServiceProcess replica) {
        assertThat(replica.stop(DRAIN)).as(replica.name() + " ended by itself").isTrue();
        replica.start();
        replica.awaitReady(START);
    }

    private static int firing(Api ann) {
        return ann.incidents("checkout").stream()
                .map(Incident::getAlertCounts)
                .mapToInt(counts -> counts.getFiring())
                .sum();
    }

    /** Only what its sender had to send twice, since its connection was reset, may have been accepted twice. */
    private static void assertFoldedOnce(TestBed bed, Sender sender) throws SQLException {
        Map<String, Integer> events = new HashMap<>();
        try (Connection connection = bed.cluster().postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select fingerprint, event_count + late_count from triage.alert")) {
            while (rows.next()) events.put(rows.getString(1), rows.getInt(2));
        }
        assertThat(events.keySet()).isEqualTo(sender.accepted);
        events.keySet().removeAll(sender.repeated);
        assertThat(events).as("events by alert").allSatisfy((alert, count) -> assertThat(count)
                .isEqualTo(1));
    }

    private static void assertToldOnce(Vendors vendors, Api ann) {
        String incident = ann.incidents("checkout").getFirst().getId();
        assertThat(ann.incidents("checkout")).hasSize(1);
        SlackThread.awaitTold(vendors.slack(), "C0PAYMENTS", ann, incident, PATIENCE);
        assertThat(vendors.slack().messages("C0PAYMENTS").stream()
                        .filter(message -> message.threadTs().isEmpty()))
                .hasSize(1);
        assertThat(vendors.pagerDuty().incidents()).hasSize(1);
    }

    /** Sends one new alert after the other; repeats once on the other replica what was refused or reset. */
    private static final class Sender implements Runnable {

        private final List<Webhook> replicas = new ArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<String> wrong = new ArrayList<>();
        private final Set<String> accepted = new HashSet<>();
        private final Set<String> repeated = new HashSet<>();

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
                String answer = send(alert, replicas.get(number % 2), replicas.get((number + 1) % 2));
                if (answer.startsWith("2")) accepted.add(alert.fingerprint());
                else wrong.add("alert " + number + ": " + answer);
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }

        private String send(Alert alert, Webhook first, Webhook second) {
            String body = Webhook.body(true, List.of(alert));
            try {
                return Integer.toString(first.post(body).statusCode());
            } catch (UncheckedIOException refusedOrReset) {
                repeated.add(alert.fingerprint());
                return repeat(second, body, refusedOrReset);
            }
        }

        private static String repeat(Webhook second, String body, UncheckedIOException first) {
            try {
                return Integer.toString(second.post(body).statusCode());
            } catch (UncheckedIOException refusedByBoth) {
                return "neither replica took it: " + first.getMessage() + "; " + refusedByBoth.getMessage();
            }
        }
    }
}
