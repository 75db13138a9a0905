package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.delivery.check.Facts;
import dev.firstline.e2e.delivery.facts.Journals;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * All services are restarted, one replica of each at the same time and then the other, while senders go on: alerts fire and end, and
 * first aid restarts deployments.
 */
class RollingRestartStory {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final int REPLICAS = 2;
    private static final int LEAST_ALERTS = 100;
    private static final List<String> DEPLOYMENTS =
            IntStream.range(0, 200).mapToObj(number -> "search-" + number).toList();

    @Test
    void aRollingRestartUnderLoadAnswersNo5xxLosesNothingAndDoesNothingTwice() {
        Path folder = Stage.folder("rolling");
        try (TestBed bed = bed(folder);
                Api ann = bed.api("ann", "viewer")) {
            SteadySender sender = new SteadySender(bed, DEPLOYMENTS);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    sender, task -> Thread.ofVirtual().start(task));
            try {
                for (int number = 1; number <= REPLICAS; number++) restart(replicas(bed, number));
            } finally {
                sender.stop();
            }
            sending.join();

            System.out.printf(
                    "during the restarts: %d alerts accepted, %d of them resolved, %d deployments restarted; %d sent twice%n",
                    sender.accepted().size(),
                    sender.resolved().size(),
                    sender.restarted().size(),
                    sender.repeated().size());
            assertThat(sender.wrong()).isEmpty();
            assertThat(sender.accepted()).hasSizeGreaterThan(LEAST_ALERTS);
            assertThat(sender.resolved()).isNotEmpty();
            assertThat(sender.restarted()).isNotEmpty();
            assertFoldedOnce(bed, sender);
            assertDoneOnce(bed.vendors(), ann, sender);
            assertToldOnce(bed.vendors(), ann);
        }
    }

    private static TestBed bed(Path folder) {
        Vendors vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.one(Map.of(), 1));
        vendors.slack().channel("C0PAYMENTS", "payments-alerts").channel("C0DISCOVERY", "discovery-alerts");
        DEPLOYMENTS.forEach(name -> vendors.kubernetes().deployment("payments", name, 2));
        Map<String, String> files = StoryFiles.with(StoryFiles.restart("Restart", "auto"));
        files.put("policy.yaml", StoryFiles.largeForAll());
        return TestBed.start(
                folder.resolve("cluster"), Stage.checkout(), vendors, files, builder -> builder.replicas(REPLICAS));
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

    /**
     * An alert in triage.
     *
     * @param events how many events were folded into it
     * @param firing whether it fires
     */
    private record Folded(int events, boolean firing) {}

    /**
     * Only what its sender had to send twice, since its connection was reset, may have been accepted twice. An alert whose end was folded
     * before its beginning never fired.
     */
    private static void assertFoldedOnce(TestBed bed, SteadySender sender) {
        Map<String, Integer> accepted = sender.accepted();
        Await.untilTrue("all that was accepted, folded", PATIENCE, () -> {
            Map<String, Folded> alerts = folded(bed);
            return accepted.entrySet().stream()
                    .allMatch(alert -> alerts.containsKey(alert.getKey())
                            && alerts.get(alert.getKey()).events() >= alert.getValue());
        });
        Map<String, Folded> alerts = folded(bed);
        assertThat(alerts.keySet()).isEqualTo(accepted.keySet());
        alerts.forEach((fingerprint, alert) -> {
            assertThat(alert.firing())
                    .as("whether %s fires", fingerprint)
                    .isNotEqualTo(sender.resolved().contains(fingerprint));
            if (sender.repeated().contains(fingerprint)) return;
            assertThat(alert.events()).as("events of %s", fingerprint).isEqualTo(accepted.get(fingerprint));
        });
    }

    private static Map<String, Folded> folded(TestBed bed) {
        try (Connection connection = bed.cluster().postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select fingerprint, event_count + late_count, episode_id is not null and episode_ended_time is null
                          from triage.alert""")) {
            Map<String, Folded> alerts = new HashMap<>();
            while (rows.next()) alerts.put(rows.getString(1), new Folded(rows.getInt(2), rows.getBoolean(3)));
            return alerts;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** First aid was given once to each deployment that wanted it, whichever replica began it and whichever ended it. */
    private static void assertDoneOnce(Vendors vendors, Api ann, SteadySender sender) {
        String incident = ann.incidents("search").getFirst().getId();
        List<Execution> executions = Await.until("the ends of all executions", PATIENCE, () -> {
            List<Execution> all = ann.executions(incident);
            boolean over = all.stream().allMatch(Execution::hasEndedTime);
            return over && all.size() >= sender.restarted().size() ? Optional.of(all) : Optional.empty();
        });
        assertThat(executions).hasSameSizeAs(sender.restarted());
        assertThat(executions).allSatisfy(execution -> assertThat(execution.getStepsList())
                .as("what became of execution %s: %s", execution.getId(), execution.getReason())
                .anyMatch(step -> step.getKind().equals("action") && step.getOutcome() == Outcome.OUTCOME_SUCCEEDED));
        Map<String, Long> restarts = Journals.restarts(
                        vendors.kubernetes().journal().entries())
                .stream()
                .collect(Collectors.groupingBy(Facts.Effect::target, Collectors.counting()));
        Map<String, Long> once =
                sender.restarted().stream().collect(Collectors.toMap(name -> "payments/" + name, name -> 1L));
        assertThat(restarts).as("restarts by deployment").isEqualTo(once);
    }

    private static void assertToldOnce(Vendors vendors, Api ann) {
        assertThat(ann.incidents("checkout")).hasSize(1);
        String incident = ann.incidents("checkout").getFirst().getId();
        SlackThread.awaitTold(vendors.slack(), "C0PAYMENTS", ann, incident, PATIENCE);
        assertThat(vendors.slack().messages("C0PAYMENTS").stream()
                        .filter(message -> message.threadTs().isEmpty()))
                .hasSize(1);
        assertThat(vendors.pagerDuty().incidents().stream()
                        .filter(page -> page.summary().contains("checkout")))
                .hasSize(1);
    }
}
