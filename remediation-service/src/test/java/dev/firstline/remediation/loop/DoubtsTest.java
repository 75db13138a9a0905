package dev.firstline.remediation.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.ExecutionView;
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

/** What nobody can know of an action is told as UNKNOWN, and keeps others from its target. */
class DoubtsTest {

    World world;
    Process process;
    String namespace;

    @BeforeEach
    void begin() {
        world = new World();
        process = new Process(world);
        namespace = "shop-" + UUID.randomUUID();
        world.cluster.deploy(namespace, "checkout", 2);
        world.prometheus.row("healthy", Map.of(), "1");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private UUID fires() {
        return process.fires(
                UUID.randomUUID().toString(),
                InterleavingsTest.RUNBOOK,
                new Resource.Workload("", namespace, "deployment", "checkout"));
    }

    private UUID fires(UnaryOperator<Action> around) {
        process = new Process(world, around);
        return fires();
    }

    /** The first process dies right after its call; another one goes on. */
    private UUID killedAfterTheCall() {
        Process killed = new Process(world, Around::killedAfterTheCall);
        process = killed;
        UUID id = fires();
        assertThatThrownBy(() -> killed.run(id)).isInstanceOf(Killed.class);
        process = new Process(world);
        return id;
    }

    private void lapses() {
        world.clock.fastForward(Duration.ofSeconds(31));
    }

    private String note(UUID id) {
        return process.view(id).steps().get(0).step().summary();
    }

    private void assertUnknown(ExecutionView view, String why) {
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(view.reason()).contains(why);
        assertThat(process.story(view.id())).contains("action.unknown");
    }

    @Test
    void aQuestionThatFailsEveryTimeIsToldAndAtLastUnknown() {
        UUID id = fires(action -> new Around(action) {
            @Override
            public Called call(Plan plan, Intent intent, Budget budget) {
                super.call(plan, intent, budget);
                throw new IllegalStateException("an answer that nobody expected");
            }

            @Override
            public Settled settle(Plan plan, Intent intent) {
                throw new IllegalStateException("not even this");
            }
        });
        assertThat(process.run(id)).isInstanceOf(Progress.Wait.class);
        assertThat(note(id)).contains("could not settle").contains("not even this");
        assertUnknown(process.runToEnd(id), "not even this");
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void aLookThatFailsEveryTimeIsToldAndUnknownAtTheDeadline() {
        UUID id = fires(action -> new Around(action) {
            @Override
            public Watched watch(Plan plan, Intent intent) {
                throw new IllegalStateException("a status that nobody expected");
            }
        });
        assertThat(process.run(id)).isInstanceOf(Progress.Wait.class);
        assertThat(note(id)).contains("could not watch").contains("a status that nobody expected");
        world.clock.fastForward(Duration.ofMinutes(31));
        assertUnknown(process.runToEnd(id), "a status that nobody expected");
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void aRolloutStillUnderWayAtTheDeadlineKeepsOthersFromItsTarget() {
        UUID id = fires();
        process.run(id);
        world.cluster.status(namespace, "checkout", 2, 1, 2, 3, null);
        world.clock.fastForward(Duration.ofMinutes(31));
        assertUnknown(process.runToEnd(id), "rolling out: of 2 replicas 1 updated");
        assertThat(process.storyText(id)).contains("blocked for 1h");
        ExecutionView rival = process.runToEnd(fires());
        assertThat(rival.reason())
                .contains("failure-block: ")
                .contains("what became of execution " + id)
                .doesNotContain("failures in a row");
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void aRolloutThatEndedWhileNobodyLookedSucceeded() {
        UUID id = fires();
        process.run(id);
        world.cluster.rolloutEnds(namespace, "checkout");
        world.clock.fastForward(Duration.ofMinutes(31));
        ExecutionView view = process.runToEnd(id);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(view.verdict()).isEqualTo(Verdict.RECOVERED);
    }

    @Test
    void anIntentThatNobodyCouldAskAboutForLongIsAskedOnceMore() {
        UUID id = killedAfterTheCall();
        world.clock.fastForward(Duration.ofMinutes(11));
        world.cluster.rolloutEnds(namespace, "checkout");
        assertThat(process.runToEnd(id).verdict()).isEqualTo(Verdict.RECOVERED);
        assertThat(process.story(id)).contains("action.settled");
    }

    @Test
    void aTemplateThatWasReplacedBeforeAnybodyAskedLeavesADoubt() {
        UUID id = killedAfterTheCall();
        world.cluster.rollBack(namespace, "checkout");
        lapses();
        assertUnknown(process.runToEnd(id), "has been changed since the intent");
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void aDeploymentThatWasDeletedBeforeAnybodyAskedLeavesADoubt() {
        UUID id = killedAfterTheCall();
        world.cluster.delete(namespace, "checkout");
        lapses();
        assertUnknown(process.runToEnd(id), "no such deployment any more");
    }

    @Test
    void aDeploymentThatWasMadeAnewBeforeAnybodyAskedLeavesADoubt() {
        UUID id = killedAfterTheCall();
        world.cluster.deploy(namespace, "checkout", 2);
        lapses();
        assertUnknown(process.runToEnd(id), "has been made anew since the intent");
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void aStatusThatChangedLeavesNoDoubt() {
        UUID id = fires();
        world.kubernetes.next(Fate.REQUEST_LOST);
        world.kubernetes.loseTouchsAnswer();
        process.run(id);
        world.cluster.status(namespace, "checkout", 1, 2, 1, 2, null);
        world.cluster.completeRollouts();
        assertThat(process.runToEnd(id).verdict()).isEqualTo(Verdict.RECOVERED);
        assertThat(process.story(id)).contains("action.not-done");
        assertThat(world.cluster.restarts()).hasSize(1);
    }

    @Test
    void whatWasFoundNotDoneOnceIsNotDoneWhateverIsReleasedAfterwards() {
        UUID id = fires();
        world.kubernetes.next(Fate.REQUEST_LOST);
        world.kubernetes.loseTouchsAnswer();
        process.run(id);
        assertThat(world.kubernetes.requests()).contains("TOUCH");
        world.cluster.release(namespace, "checkout", "checkout:2.0.0");
        ExecutionView view = process.runToEnd(id);
        assertThat(process.story(id)).containsSubsequence("action.not-done", "action.changed", "execution.finished");
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.NONE);
        assertThat(world.cluster.restarts()).isEmpty();
    }

    @Test
    void aReleaseJustBeforeThePatchIsToldNotRepeatedAndBlocksNothing() {
        UUID id = fires();
        world.kubernetes.next(Fate.RELEASED_BEFORE);
        ExecutionView view = process.runToEnd(id);
        assertThat(world.cluster.restarts()).isEmpty();
        assertThat(world.kubernetes.requests()).containsOnlyOnce("RESTART");
        assertThat(process.story(id))
                .containsExactly(
                        "execution.started",
                        "action.planned",
                        "guards.answered",
                        "action.started",
                        "action.overtaken",
                        "action.changed",
                        "execution.finished");
        assertThat(view.verdict()).isEqualTo(Verdict.NEEDS_ATTENTION);
        assertThat(view.reason()).contains("changed since the plan was made").contains("checkout:2.0.0");
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.NONE);
        world.cluster.completeRollouts();
        assertThat(process.runToEnd(fires()).verdict()).isEqualTo(Verdict.RECOVERED);
    }

    @Test
    void whatNeverTouchedItsTargetIsNoFailureOfTheTargets() {
        for (int run = 0; run < 3; run++) {
            for (int i = 0; i < 5; i++) world.kubernetes.next(Fate.STATUS_CHANGES_BEFORE);
            assertThat(process.runToEnd(fires()).reason()).contains("let none of 5 attempts through");
        }
        world.cluster.completeRollouts();
        assertThat(process.runToEnd(fires()).verdict()).isEqualTo(Verdict.RECOVERED);
    }

    @Test
    void aPlanThatFailsIsToldAndTriedAgainUntilTheDeadline() {
        UUID id = fires(action -> new Around(action) {
            @Override
            public Planned plan(
                    dev.firstline.remediation.domain.ActionSpec spec,
                    dev.firstline.remediation.domain.AlertFacts alert) {
                throw new IllegalStateException("a shape that nobody expected");
            }
        });
        assertThat(process.run(id)).isInstanceOf(Progress.Wait.class);
        assertThat(note(id)).contains("could not plan").contains("a shape that nobody expected");
        world.clock.fastForward(Duration.ofMinutes(31));
        assertThat(process.runToEnd(id).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(world.cluster.restarts()).isEmpty();
    }
}
