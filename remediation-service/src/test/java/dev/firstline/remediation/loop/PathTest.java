package dev.firstline.remediation.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.remediation.domain.ExecutionState;
import dev.firstline.remediation.domain.ExecutionView;
import dev.firstline.remediation.domain.GuardFacts.Scope;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Resource;
import dev.firstline.remediation.domain.StepState;
import dev.firstline.remediation.domain.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathTest {

    static final String RUNBOOK = """
            runbook: checkout-payment-errors
            match: alert.name == "PaymentErrors"
            mode: auto
            steps:
              - id: failing
                query: {connector: prometheus, expr: 'errors{service="{labels.service}"} > 0'}
              - conclude: {when: 'failing.rows.all(r, r.route == "/probe")', verdict: FALSE_POSITIVE, say: 'Only probes: {failing.rows}'}
              - action: {kind: kubernetes.rollout-restart, target: '{alert.resource}'}
              - verify: {connector: prometheus, expr: 'healthy', for: 10s, within: 2m}
            """;

    static final String FAILING = "errors{service=\"checkout\"} > 0";

    World world;
    Process process;
    String episode;
    String namespace;

    @BeforeEach
    void begin() {
        world = new World();
        process = new Process(world);
        episode = UUID.randomUUID().toString();
        namespace = "shop-" + episode;
        world.cluster.deploy(namespace, "checkout", 3);
        world.prometheus.row(FAILING, Map.of("route", "/pay"), "4.5");
        world.prometheus.row("healthy", Map.of(), "1");
    }

    @AfterEach
    void end() {
        process.killSwitch(Scope.EVERYTHING, "", false);
        world.close();
    }

    Resource checkout() {
        return new Resource.Workload("", namespace, "deployment", "checkout");
    }

    UUID fires(String mode) {
        return process.fires(episode, RUNBOOK.replace("mode: auto", "mode: " + mode), checkout());
    }

    @Test
    void anAlertIsLookedIntoActedUponVerifiedAndRecovered() {
        UUID id = fires("auto");
        process.run(id);
        assertThat(world.cluster.restarts()).hasSize(1);
        world.cluster.rolloutEnds(namespace, "checkout");
        ExecutionView view = process.runToEnd(id);
        assertThat(view.verdict()).isEqualTo(Verdict.RECOVERED);
        assertThat(view.steps().get(2).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.cluster.restarts()).hasSize(1);
        assertThat(process.story(id))
                .containsExactly(
                        "execution.started",
                        "step.queried",
                        "action.planned",
                        "guards.answered",
                        "action.started",
                        "action.done",
                        "action.succeeded",
                        "verify.passed",
                        "execution.finished");
    }

    @Test
    void aConclusionEndsItBeforeAnythingIsTouched() {
        world.prometheus.none(FAILING);
        world.prometheus.row(FAILING, Map.of("route", "/probe"), "1");
        ExecutionView view = process.runToEnd(fires("auto"));
        assertThat(view.verdict()).isEqualTo(Verdict.FALSE_POSITIVE);
        assertThat(view.reason()).contains("/probe");
        assertThat(world.kubernetes.requests()).isEmpty();
    }

    @Test
    void observeTellsThePlanAndTouchesNothing() {
        UUID id = fires("observe");
        ExecutionView view = process.runToEnd(id);
        assertThat(view.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(world.cluster.restarts()).isEmpty();
        assertThat(process.storyText(id)).contains("Would do: kubernetes.rollout-restart on kubernetes:" + namespace);
    }

    @Test
    void approveDoesNothingUntilAPersonSaysYes() {
        UUID id = fires("approve");
        process.run(id);
        assertThat(process.view(id).state()).isEqualTo(ExecutionState.WAITING_FOR_APPROVAL);
        assertThat(process.storyText(id)).contains("./firstline approve " + id);
        assertThat(world.cluster.restarts()).isEmpty();
        process.approve(id, "ann");
        process.run(id);
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void anApprovalAfterTheKillSwitchDoesNothingAndSaysWhy() {
        UUID id = fires("approve");
        process.run(id);
        process.killSwitch(Scope.TARGET, "kubernetes:" + namespace + "/deployment/checkout", true);
        process.approve(id, "ann");
        ExecutionView view = process.runToEnd(id);
        assertThat(world.cluster.restarts()).isEmpty();
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(view.reason()).contains("kill-switch").contains("ann");
    }

    @Test
    void aPlanThatNobodyApprovesInTimeIsVoid() {
        UUID id = fires("approve");
        process.run(id);
        world.clock.fastForward(Duration.ofMinutes(16));
        ExecutionView view = process.runToEnd(id);
        assertThat(process.story(id)).contains("approval.expired");
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(world.cluster.restarts()).isEmpty();
    }

    @Test
    void whatWaitsIsCancelledWhenTheAlertEnds() {
        UUID id = fires("approve");
        process.run(id);
        process.ends(episode, 2);
        assertThat(process.view(id).state()).isEqualTo(ExecutionState.CANCELLED);
        assertThat(process.run(id)).isInstanceOf(Progress.Over.class);
    }

    @Test
    void anEpisodeThatComesBackBeginsAnewOnlyWhereTheFirstWasCancelled() {
        UUID first = fires("approve");
        process.ends(episode, 2);
        world.clock.fastForward(Duration.ofSeconds(1));
        process.transactions.run(tx -> process.episodes.receive(
                tx,
                new dev.firstline.remediation.store.EpisodeStore.Told(
                        episode, 3, "incident-" + episode, "alert-" + episode, true, ""),
                Process.alert(checkout()),
                java.util.List.of(dev.firstline.remediation.config.RunbookParser.parseStored("t", RUNBOOK))));
        UUID second = process.latest(episode).orElseThrow().id();
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aReleaseBetweenPlanAndPatchIsToldAndNothingIsRestarted() {
        UUID id = fires("approve");
        process.run(id);
        world.cluster.release(namespace, "checkout", "checkout:2.0.0");
        process.approve(id, "ann");
        ExecutionView view = process.runToEnd(id);
        assertThat(world.cluster.restarts()).isEmpty();
        assertThat(process.story(id)).contains("action.changed");
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(view.reason()).contains("checkout:2.0.0");
    }

    @Test
    void aRolloutThatCannotFinishIsToldAndNotRepeated() {
        UUID id = fires("auto");
        process.run(id);
        world.cluster.status(namespace, "checkout", 2, 1, 2, 4, "ProgressDeadlineExceeded");
        ExecutionView view = process.runToEnd(id);
        assertThat(view.steps().get(2).step().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(view.reason()).contains("the rollout can't finish");
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void noRecoveryInTimeNeedsAPerson() {
        world.prometheus.none("healthy");
        UUID id = fires("auto");
        process.run(id);
        world.cluster.rolloutEnds(namespace, "checkout");
        ExecutionView view = process.runToEnd(id);
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(process.story(id)).contains("verify.failed");
    }

    @Test
    void aRecoveryThatNobodyCouldMeasureIsNotToldAsNone() {
        UUID id = fires("auto");
        process.run(id);
        world.cluster.rolloutEnds(namespace, "checkout");
        world.prometheus.status(503);
        ExecutionView view = process.runToEnd(id);
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(view.reason()).startsWith("Nobody could measure whether it works again within 2m: ");
    }

    @Test
    void theDeadlineMeasuresOnceMore() {
        world.prometheus.none("healthy");
        UUID id = fires("auto");
        process.run(id);
        world.cluster.rolloutEnds(namespace, "checkout");
        world.clock.fastForward(Duration.ofSeconds(2));
        process.run(id);
        world.clock.fastForward(Duration.ofMinutes(31));
        ExecutionView view = process.runToEnd(id);
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(process.story(id)).contains("verify.failed");
        assertThat(view.steps().get(3).step().state()).isEqualTo(StepState.FAILED);
    }

    @Test
    void aPrometheusThatIsAwayIsWaitedForUntilTheDeadline() {
        world.prometheus.status(503);
        UUID id = fires("auto");
        assertThat(process.run(id)).isInstanceOf(Progress.Wait.class);
        assertThat(process.view(id).steps().get(0).step().summary()).contains("503");
        world.clock.fastForward(Duration.ofMinutes(31));
        assertThat(process.runToEnd(id).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aClusterThatIsAwayWhileItIsPlannedIsWaitedFor() {
        world.kubernetes.setAway(true);
        UUID id = fires("auto");
        assertThat(process.run(id)).isInstanceOf(Progress.Wait.class);
        assertThat(process.view(id).steps().get(2).step().state()).isEqualTo(StepState.PENDING);
        world.kubernetes.setAway(false);
        world.cluster.completeRollouts();
        assertThat(process.runToEnd(id).verdict()).isEqualTo(Verdict.RECOVERED);
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void whatTriageConfirmsNeverGoesPastWhatThereIsNorBack() {
        UUID id = fires("observe");
        long last = process.runToEnd(id).lastSeq();
        process.views.confirm(id, 3);
        process.views.confirm(id, 1);
        assertThat(process.view(id).confirmedSeq()).isEqualTo(3);
        process.views.confirm(id, last + 1000);
        assertThat(process.view(id).confirmedSeq()).isEqualTo(last);
    }

    @Test
    void aSecondActionIsPlannedAndApprovedByItself() {
        String two = RUNBOOK.replace("mode: auto", "mode: approve")
                .replace(
                        "  - verify",
                        "  - action: {kind: kubernetes.rollout-restart, namespace: " + namespace
                                + ", deployment: worker}\n  - verify");
        world.cluster.deploy(namespace, "worker", 1);
        world.cluster.completeRollouts();
        UUID id = process.fires(episode, two, checkout());
        process.run(id);
        process.approve(id, "ann");
        process.run(id);
        world.clock.fastForward(Duration.ofSeconds(2));
        process.run(id);
        assertThat(process.view(id).state()).isEqualTo(ExecutionState.WAITING_FOR_APPROVAL);
        assertThat(process.view(id).plan().orElseThrow().target()).endsWith("/worker");
        assertThat(world.cluster.restarts()).hasSize(1);
        process.approve(id, "bob");
        assertThat(process.runToEnd(id).verdict()).isEqualTo(Verdict.RECOVERED);
        assertThat(world.cluster.restarts()).hasSize(2);
    }

    @Test
    void aPrecheckThatSeesNothingBrokenStopsIt() {
        String checked = RUNBOOK.replace("steps:", "guards: {precheck: {connector: prometheus, expr: broken}}\nsteps:");
        ExecutionView view = process.runToEnd(process.fires(episode, checked, checkout()));
        assertThat(view.reason()).contains("precheck");
        assertThat(world.cluster.restarts()).isEmpty();
    }
}
