package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.common.v1.Verdict;
import dev.firstline.proto.remediation.v1.ApproveRequest;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.KillSwitch;
import dev.firstline.proto.remediation.v1.Outcome;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import dev.firstline.proto.remediation.v1.Step;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** First aid at a real Kubernetes API server, under a service account with the least rights that work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FORBIDDEN = 403;

    private KubernetesTarget kubernetes;
    private Vendors vendors;
    private TestBed bed;
    private Api approver;

    @BeforeAll
    void startAll() {
        Path folder = Stage.folder("kubernetes");
        kubernetes = KubernetesTarget.start(folder.resolve("kubernetes"));
        vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.one(Map.of(), 1));
        vendors.slack().channel("C0PAYMENTS", "payments-alerts");
        Map<String, String> files = StoryFiles.withoutRunbooks();
        files.put("policy.yaml", StoryFiles.largeForAll());
        for (String mode : List.of("auto", "approve", "observe")) {
            files.put("runbooks/restart-" + mode + ".yaml", StoryFiles.restart("Restart-" + mode, mode));
        }
        bed = TestBed.start(folder.resolve("cluster"), Stage.checkout(), vendors, files, builder -> builder.environment(
                        ServiceName.REMEDIATION,
                        "KUBECONFIG",
                        kubernetes.kubeconfig().toString())
                .property(ServiceName.REMEDIATION, "firstline.remediation.execution.approval-expiry", "15s"));
        approver = bed.api("ann", "approver");
    }

    @AfterAll
    void stopAll() {
        if (approver != null) approver.close();
        if (bed != null) bed.close();
        if (kubernetes != null) kubernetes.stop();
    }

    @Test
    void inAutoTheDeploymentIsPatchedOnceAndTheAlertRecovers() {
        long before = kubernetes.patchesTaken("checkout");
        Execution execution = finished(fire("Restart-auto", "checkout", "auto"));

        assertThat(execution.getVerdict()).isEqualTo(Verdict.VERDICT_RECOVERED);
        assertThat(action(execution).getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
        assertThat(kubernetes.patchesTaken("checkout")).isEqualTo(before + 1);
    }

    @Test
    void inObserveNothingIsTouchedAndThePlanIsTold() {
        long before = kubernetes.patchesSent("checkout");
        String incident = fire("Restart-observe", "checkout", "observe");
        Execution execution = finished(incident);

        assertThat(action(execution).getOutcome()).isEqualTo(Outcome.OUTCOME_UNSPECIFIED);
        assertThat(kubernetes.patchesSent("checkout")).isEqualTo(before);
        assertThat(told(incident)).contains("Would do: kubernetes.rollout-restart");
    }

    @Test
    void inApproveNothingHappensUntilSomebodyWhoMayHasApproved() {
        long sent = kubernetes.patchesSent("checkout");
        long taken = kubernetes.patchesTaken("checkout");
        Execution waiting = waiting(fire("Restart-approve", "checkout", "approved"));

        try (Api viewer = bed.api("bob", "viewer")) {
            var refused = catchThrowableOfType(StatusRuntimeException.class, () -> approve(viewer, waiting));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        }
        assertThat(kubernetes.patchesSent("checkout")).isEqualTo(sent);
        approve(approver, waiting);

        Execution done = finished(waiting.getIncidentId());
        assertThat(done.getVerdict()).isEqualTo(Verdict.VERDICT_RECOVERED);
        assertThat(kubernetes.patchesTaken("checkout")).isEqualTo(taken + 1);
    }

    @Test
    void anApprovalAfterTheKillSwitchDoesNothingAndSaysWhy() {
        long before = kubernetes.patchesSent("checkout");
        Execution waiting = waiting(fire("Restart-approve", "checkout", "killed"));
        killSwitch(true);
        try {
            approve(approver, waiting);
            Execution done = finished(waiting.getIncidentId());
            assertThat(done.getVerdict()).isEqualTo(Verdict.VERDICT_NEEDS_ATTENTION);
            assertThat(kubernetes.patchesSent("checkout")).isEqualTo(before);
            assertThat(told(waiting.getIncidentId())).contains("kill switch");
        } finally {
            killSwitch(false);
        }
    }

    @Test
    void anApprovalThatExpiredDoesNothingAndSaysWhy() {
        long before = kubernetes.patchesSent("checkout");
        Execution waiting = waiting(fire("Restart-approve", "checkout", "expired"));
        Execution done = finished(waiting.getIncidentId());

        var refused = catchThrowableOfType(StatusRuntimeException.class, () -> approve(approver, waiting));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(refused.getStatus().getDescription()).contains("Nobody has said yes in time");
        assertThat(done.getVerdict()).isEqualTo(Verdict.VERDICT_NEEDS_ATTENTION);
        assertThat(kubernetes.patchesSent("checkout")).isEqualTo(before);
        assertThat(told(waiting.getIncidentId())).contains("Nobody has said yes in time; the plan is void");
    }

    @Test
    void anApprovalAfterTheAlertResolvedDoesNothingAndSaysWhy() {
        Alert alert = alert("Restart-approve", "checkout", "over");
        long before = kubernetes.patchesSent("checkout");
        Execution waiting = waiting(fire(alert));
        bed.alertmanager().resolve(alert);
        Execution done = finished(waiting.getIncidentId());

        var refused = catchThrowableOfType(StatusRuntimeException.class, () -> approve(approver, waiting));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(refused.getStatus().getDescription()).contains("CANCELLED: the alert is resolved");
        assertThat(done.getState()).isEqualTo(ExecutionState.EXECUTION_STATE_CANCELLED);
        assertThat(told(waiting.getIncidentId())).contains("Stopped before it acted: the alert is resolved");
        assertThat(kubernetes.patchesSent("checkout")).isEqualTo(before);
    }

    @Test
    void aDeploymentThatChangesBetweenPlanAndPatchIsLeftAloneAndItIsTold() {
        Execution waiting = waiting(fire("Restart-approve", "checkout", "changed"));
        kubernetes.release("checkout");
        long before = kubernetes.patchesSent("checkout");
        approve(approver, waiting);
        Execution done = finished(waiting.getIncidentId());

        assertThat(action(done).getOutcome()).isEqualTo(Outcome.OUTCOME_UNSPECIFIED);
        assertThat(kubernetes.patchesSent("checkout")).isEqualTo(before);
        assertThat(told(waiting.getIncidentId())).contains("has changed since the plan was made");
        assertThat(approver.executions(waiting.getIncidentId())).hasSize(1);
    }

    @Test
    void aRolloutThatCannotFinishIsToldAndNotRepeated() {
        if (kubernetes.isOwn())
            Skipped.because("in a cluster of your own no rollout gets stuck: ledger does under stages.yaml");
        long before = kubernetes.patchesTaken("ledger");
        String incident = fire("Restart-auto", "ledger", "stuck");
        Execution execution = finished(incident);

        assertThat(action(execution).getOutcome()).isEqualTo(Outcome.OUTCOME_FAILED);
        assertThat(told(incident)).contains("timed out progressing");
        assertThat(kubernetes.patchesTaken("ledger")).isEqualTo(before + 1);
        assertThat(approver.executions(incident)).hasSize(1);
    }

    @Test
    void aForbiddenNamespaceIsToldAndNotTriedAgain() {
        Alert alert = alert("Restart-auto", "checkout", "forbidden").label("namespace", "forbidden");
        String incident = fire(alert);
        Execution execution = finished(incident);

        assertThat(action(execution).getOutcome()).isEqualTo(Outcome.OUTCOME_FAILED);
        assertThat(told(incident)).contains("Step action_1 could not be done: HTTP 403");
        assertThat(approver.executions(incident)).hasSize(1);
        if (!kubernetes.isOwn()) assertThat(kubernetes.answers("forbidden")).containsExactly(FORBIDDEN);
    }

    private static Alert alert(String name, String deployment, String service) {
        return Alert.of(name, service, "critical").label("deployment", deployment);
    }

    private String fire(String name, String deployment, String service) {
        return fire(alert(name, deployment, service));
    }

    /** Fires an alert of a service of its own, so that it is an incident of its own, and returns the incident's id. */
    private String fire(Alert alert) {
        bed.alertmanager().fire(alert);
        return Await.until("the incident", PATIENCE, () -> approver
                        .incidents(alert.labels().get("service"))
                        .stream()
                        .findFirst())
                .getId();
    }

    private Execution waiting(String incident) {
        return execution(incident, ExecutionState.EXECUTION_STATE_WAITING_FOR_APPROVAL);
    }

    private Execution execution(String incident, ExecutionState state) {
        return Await.until("an execution in " + state, PATIENCE, () -> approver.executions(incident).stream()
                .filter(execution -> execution.getState() == state)
                .findFirst());
    }

    private Execution finished(String incident) {
        return Await.until("an execution at its end", PATIENCE, () -> approver.executions(incident).stream()
                .filter(execution -> execution.hasEndedTime())
                .findFirst());
    }

    private void approve(Api who, Execution execution) {
        who.remediation()
                .approve(ApproveRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setExecutionId(execution.getId())
                        .setPlanHash(execution.getPlan().getHash())
                        .build());
    }

    private void killSwitch(boolean on) {
        approver.remediation()
                .setKillSwitch(SetKillSwitchRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setScope(KillSwitch.Scope.SCOPE_EVERYTHING)
                        .setOn(on)
                        .setReason("a story")
                        .build());
    }

    private static Step action(Execution execution) {
        return execution.getStepsList().stream()
                .filter(step -> step.getKind().equals("action"))
                .findFirst()
                .orElseThrow();
    }

    private String told(String incident) {
        return Await.until("the execution's end on the timeline", PATIENCE, () -> {
                    List<TimelineEntry> entries = approver.timeline(incident);
                    boolean ended = entries.stream()
                            .anyMatch(entry -> entry.getKind().startsWith("execution.")
                                    && !entry.getKind().equals("execution.started"));
                    return ended ? Optional.of(entries) : Optional.empty();
                })
                .stream()
                .map(TimelineEntry::getText)
                .collect(Collectors.joining("\n"));
    }
}
