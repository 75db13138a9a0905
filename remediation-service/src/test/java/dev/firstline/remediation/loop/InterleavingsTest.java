package dev.firstline.remediation.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.ExecutionView;
import dev.firstline.remediation.domain.GuardFacts.Scope;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.Resource;
import dev.firstline.remediation.domain.Verdict;
import dev.firstline.remediation.loop.Around.Killed;
import dev.firstline.remediation.testing.FakeKubernetes.Fate;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes die and stand still at every moment between the intent and its end; the cluster's journal counts the effects. */
class InterleavingsTest {

    static final String RUNBOOK = """
            runbook: restart
            match: 'true'
            mode: auto
            steps:
              - action: {kind: kubernetes.rollout-restart}
              - verify: {connector: prometheus, expr: healthy, within: 1m}
            """;

    World world;
    Process first;
    Process second;
    String episode;
    String namespace;

    @BeforeEach
    void begin() {
        world = new World();
        second = new Process(world);
        episode = UUID.randomUUID().toString();
        namespace = "shop-" + episode;
        world.cluster.deploy(namespace, "checkout", 2);
        world.prometheus.row("healthy", Map.of(), "1");
    }

    @AfterEach
    void end() {
        second.killSwitch(Scope.EVERYTHING, "", false);
        world.close();
    }

    UUID fires(UnaryOperator<Action> around) {
        first = new Process(world, around);
        return first.fires(episode, RUNBOOK, new Resource.Workload("", namespace, "deployment", "checkout"));
    }

    /** Another process finds what the first one left, and brings it to its end. */
    ExecutionView othersGoOn(UUID id) {
        world.cluster.completeRollouts();
        if (!world.cluster.restarts().isEmpty()) world.cluster.rolloutEnds(namespace, "checkout");
        return second.runToEnd(id);
    }

    void assertRestartedOnce(ExecutionView view) {
        assertThat(world.cluster.restarts()).hasSize(1);
        assertThat(view.verdict()).isEqualTo(Verdict.RECOVERED);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void killedBetweenIntentAndCallTheTargetIsAskedAndANewIntentActs() {
        UUID id = fires(Around::killedBeforeTheCall);
        assertThatThrownBy(() -> first.run(id)).isInstanceOf(Killed.class);
        assertThat(second.run(id)).as("the lease has not lapsed").isInstanceOf(Progress.Wait.class);
        assertThat(world.cluster.restarts()).isEmpty();
        assertRestartedOnce(othersGoOn(id));
        assertThat(second.story(id))
                .containsSubsequence(
                        "action.started", "action.not-done", "guards.answered", "action.started", "action.done");
    }

    @Test
    void killedBetweenCallAndAnswerItIsFoundDone() {
        UUID id = fires(Around::killedAfterTheCall);
        assertThatThrownBy(() -> first.run(id)).isInstanceOf(Killed.class);
        assertRestartedOnce(othersGoOn(id));
        assertThat(second.story(id)).contains("action.settled").doesNotContain("action.not-done");
    }

    @Test
    void aKillSwitchSetAfterTheCrashKeepsTheSecondAttemptFromActing() {
        UUID id = fires(Around::killedBeforeTheCall);
        assertThatThrownBy(() -> first.run(id)).isInstanceOf(Killed.class);
        second.killSwitch(Scope.RUNBOOK, "restart", true);
        ExecutionView view = othersGoOn(id);
        second.killSwitch(Scope.RUNBOOK, "restart", false);
        assertThat(world.cluster.restarts()).isEmpty();
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
    }

    @Test
    void anAlertThatEndsAfterTheCrashCancelsWhatWasNotDone() {
        UUID id = fires(Around::killedBeforeTheCall);
        assertThatThrownBy(() -> first.run(id)).isInstanceOf(Killed.class);
        second.ends(episode, 2);
        ExecutionView view = othersGoOn(id);
        assertThat(world.cluster.restarts()).isEmpty();
        assertThat(view.state().name()).isEqualTo("CANCELLED");
    }

    @Test
    void pausedPastTheLeaseBeforeTheCallNothingIsSent() {
        UUID id = fires(action -> new Around(action) {
            @Override
            public Duration deadline() {
                // Asked right before the call: the process stands still here.
                if (!world.kubernetes.requests().isEmpty() && first.pausesOnce()) first.pause(Duration.ofSeconds(40));
                return super.deadline();
            }
        });
        world.cluster.completeRollouts();
        ExecutionView view = first.runToEnd(id);
        assertRestartedOnce(view);
        assertThat(first.story(id))
                .containsSubsequence("action.started", "action.not-done", "action.started", "action.done");
    }

    @Test
    void pausedInTheCallItsLatePatchIsRefusedAndItsLateResultIsVoid() {
        UUID id = fires(action -> new Around(action) {
            @Override
            public Called call(Plan plan, Intent intent, Budget budget) {
                first.pause(Duration.ofSeconds(40));
                assertRestartedOnce(othersGoOn(executionOf(plan)));
                Called late = super.call(plan, intent, budget);
                assertThat(late).isInstanceOf(Called.Overtaken.class);
                return late;
            }
        });
        first.run(id);
        assertRestartedOnce(second.view(id));
        assertThat(second.story(id)).doesNotContain("action.overtaken");
    }

    private UUID executionOf(Plan plan) {
        return second.latest(episode).orElseThrow().id();
    }

    @Test
    void aPatchThatArrivesAfterTheQuestionIsRefused() {
        UUID id = fires(UnaryOperator.identity());
        world.kubernetes.next(Fate.ARRIVES_LATE);
        world.cluster.completeRollouts();
        ExecutionView view = first.runToEnd(id);
        assertThat(world.kubernetes.deliverLate()).containsExactly(409);
        assertRestartedOnce(view);
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWER_LOST", "WRITTEN_BUT_500"})
    void aLostAnswerIsFoundAtTheTarget(Fate fate) {
        UUID id = fires(UnaryOperator.identity());
        world.kubernetes.next(fate);
        first.run(id);
        assertRestartedOnce(othersGoOn(id));
        assertThat(second.story(id)).contains("action.settled");
    }

    @Test
    void aLostRequestIsDoneByANewIntent() {
        UUID id = fires(UnaryOperator.identity());
        world.kubernetes.next(Fate.REQUEST_LOST);
        first.run(id);
        assertRestartedOnce(othersGoOn(id));
    }

    @Test
    void statusChangesBetweenReadAndPatchTakeNewIntentsThroughAllGuards() {
        UUID id = fires(UnaryOperator.identity());
        world.kubernetes.next(Fate.STATUS_CHANGES_BEFORE, Fate.STATUS_CHANGES_BEFORE);
        first.run(id);
        assertRestartedOnce(othersGoOn(id));
        ExecutionView view = second.view(id);
        assertThat(view.steps().get(0).answers()).hasSize(3 * 8);
        assertThat(second.story(id)).filteredOn("action.overtaken"::equals).hasSize(2);
    }

    @Test
    void aTargetThatChangesAllTheTimeIsGivenUpUntouched() {
        UUID id = fires(UnaryOperator.identity());
        for (int i = 0; i < 5; i++) world.kubernetes.next(Fate.STATUS_CHANGES_BEFORE);
        ExecutionView view = first.runToEnd(id);
        assertThat(world.cluster.restarts()).isEmpty();
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(view.reason()).contains("let none of 5 attempts through");
    }

    @Test
    void aRefusedPatchIsToldAndNotRepeated() {
        UUID id = fires(UnaryOperator.identity());
        world.kubernetes.next(Fate.FORBIDDEN);
        ExecutionView view = first.runToEnd(id);
        assertThat(world.kubernetes.requests()).filteredOn("RESTART"::equals).hasSize(1);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(view.reason()).contains("403");
    }

    @Test
    void aForbiddenNamespaceIsToldBeforeAnythingIsTried() {
        UUID id = new Process(world).fires(episode, RUNBOOK, new Resource.Workload("", "forbidden", "deployment", "x"));
        ExecutionView view = second.runToEnd(id);
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(view.reason()).contains("403");
    }

    @Test
    void aTargetThatNeverAnswersAgainIsUnknownAndTold() {
        UUID id = fires(action -> new Around(action) {
            @Override
            public Called call(Plan plan, Intent intent, Budget budget) {
                super.call(plan, intent, budget);
                world.kubernetes.setAway(true);
                throw new Killed();
            }
        });
        assertThatThrownBy(() -> first.run(id)).isInstanceOf(Killed.class);
        ExecutionView view = second.runToEnd(id);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(second.story(id)).contains("action.unknown");
    }

    @Test
    void twoProcessesThatDriveTheSameExecutionActOnce() throws InterruptedException {
        world.cluster.completeRollouts();
        UUID id = fires(UnaryOperator.identity());
        Thread one = Thread.ofVirtual().start(() -> first.run(id));
        Thread other = Thread.ofVirtual().start(() -> second.run(id));
        one.join();
        other.join();
        assertRestartedOnce(second.runToEnd(id));
    }

    @Test
    void twoExecutionsDoNotActOnOneTargetAtTheSameTime() {
        UUID id = fires(UnaryOperator.identity());
        first.run(id);
        String another = UUID.randomUUID().toString();
        UUID rival = second.fires(another, RUNBOOK, new Resource.Workload("", namespace, "deployment", "checkout"));
        ExecutionView stopped = second.runToEnd(rival);
        assertThat(stopped.reason()).contains("one-per-target").contains(id.toString());
        assertRestartedOnce(othersGoOn(id));
        UUID third = second.fires(
                UUID.randomUUID().toString(), RUNBOOK, new Resource.Workload("", namespace, "deployment", "checkout"));
        assertThat(second.runToEnd(third).reason()).contains("cool-down");
    }

    @Test
    void threeFailuresInARowBlockTheTarget() {
        for (int i = 0; i < 3; i++) {
            world.kubernetes.next(Fate.FORBIDDEN);
            episode = UUID.randomUUID().toString();
            first = second;
            second.runToEnd(
                    second.fires(episode, RUNBOOK, new Resource.Workload("", namespace, "deployment", "checkout")));
        }
        UUID fourth = second.fires(
                UUID.randomUUID().toString(), RUNBOOK, new Resource.Workload("", namespace, "deployment", "checkout"));
        assertThat(second.runToEnd(fourth).reason()).contains("failure-block: 3 failures in a row");
        world.clock.fastForward(Duration.ofMinutes(61));
        UUID fifth = second.fires(
                UUID.randomUUID().toString(), RUNBOOK, new Resource.Workload("", namespace, "deployment", "checkout"));
        second.run(fifth);
        assertThat(world.cluster.restarts()).hasSize(1);
    }
}
