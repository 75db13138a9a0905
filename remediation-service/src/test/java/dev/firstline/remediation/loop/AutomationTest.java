package dev.firstline.remediation.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.remediation.domain.ExecutionView;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.Resource;
import dev.firstline.remediation.domain.Verdict;
import dev.firstline.remediation.loop.Around.Killed;
import dev.firstline.remediation.testing.FakeSsm.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Systems Manager's automation: started at most once, polled to its end; what nobody can know is UNKNOWN. */
class AutomationTest {

    static final String RUNBOOK = """
            runbook: automation
            match: 'true'
            mode: auto
            guards: {cool_down: 0s}
            steps:
              - action:
                  kind: ssm.start-automation
                  target: '{alert.resource}'
                  document: RestartCheckout
                  parameters: {InstanceId: ['{alert.resource.id}'], Reason: '{alert.name}; rm -rf /'}
            """;

    World world;
    Process process;
    String episode = UUID.randomUUID().toString();
    Resource machine = new Resource.Instance("i-" + UUID.randomUUID().toString().substring(0, 8), "eu-central-1", "");

    @BeforeEach
    void begin() {
        world = new World();
        process = new Process(world);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void itIsStartedOnceAndItsOutputIsTold() {
        UUID id = process.fires(episode, RUNBOOK, machine);
        process.run(id);
        world.ssm.status("Success");
        ExecutionView view = process.runToEnd(id);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(view.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(process.storyText(id)).contains("service restarted");
        assertThat(world.ssm.started()).hasSize(1);
        var started = world.ssm.started().get(0);
        assertThat(started.getJsonObject("Parameters").getJsonArray("Reason").getString(0))
                .isEqualTo("PaymentErrors; rm -rf /");
        assertThat(started.getJsonArray("Tags").getJsonObject(0).getString("Key"))
                .isEqualTo(started.getString("ClientToken"));
    }

    @Test
    void aFailedOneIsToldAndNotRepeated() {
        world.ssm.status("Failed");
        ExecutionView view = process.runToEnd(process.fires(episode, RUNBOOK, machine));
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(view.reason()).contains("Step fails");
        assertThat(world.ssm.started()).hasSize(1);
    }

    @Test
    void throttlingAndALostAnswerAreSurvivedByTheSameCall() {
        world.ssm.next(Fate.THROTTLED, Fate.ANSWER_LOST, Fate.THROTTLED, Fate.REQUEST_LOST);
        world.ssm.status("Success");
        ExecutionView view = process.runToEnd(process.fires(episode, RUNBOOK, machine));
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.ssm.started()).hasSize(1);
    }

    @Test
    void withoutCredentialsNothingIsSentAndItIsStartedOnceTheyAreThere() {
        world.losesCredentials(3);
        world.ssm.status("Success");
        ExecutionView view = process.runToEnd(process.fires(episode, RUNBOOK, machine));
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.ssm.started()).hasSize(1);
        assertThat(world.ssm.calls()).containsOnlyOnce("StartAutomationExecution");
    }

    @Test
    void withoutCredentialsForALeaseItIsNotDoneAndSaysWhy() {
        Process shortOfTime = new Process(world, action -> new Around(action) {
            @Override
            public Called call(Plan plan, Intent intent, Budget budget) {
                return super.call(plan, intent, () -> Duration.ofSeconds(5).plusMillis(5));
            }
        });
        world.losesCredentials(Integer.MAX_VALUE);
        UUID id = shortOfTime.fires(episode, RUNBOOK, machine);
        shortOfTime.runToEnd(id);
        assertThat(shortOfTime.storyText(id))
                .contains("action.overtaken: nothing was sent: Unable to load credentials")
                .doesNotContain("action.unknown");
        assertThat(world.ssm.calls()).isEmpty();
    }

    @Test
    void aRefusedOneIsToldAndNotRepeated() {
        world.ssm.next(Fate.INVALID);
        ExecutionView view = process.runToEnd(process.fires(episode, RUNBOOK, machine));
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(world.ssm.calls()).containsExactly("StartAutomationExecution");
    }

    @Test
    void killedAfterTheCallItIsFoundByItsTag() {
        UUID id = killedAfterTheCall();
        world.ssm.status("Success");
        assertThat(process.runToEnd(id).steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.ssm.started()).hasSize(1);
        assertThat(world.ssm.calls()).containsOnlyOnce("StartAutomationExecution");
    }

    @Test
    void killedBeforeTheCallItIsUnknownAndNeverStarted() {
        Process killed = new Process(world, Around::killedBeforeTheCall);
        UUID id = killed.fires(episode, RUNBOOK, machine);
        assertThatThrownBy(() -> killed.run(id)).isInstanceOf(Killed.class);
        ExecutionView view = process.runToEnd(id);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(process.story(id)).contains("action.unknown");
        assertThat(world.ssm.started()).isEmpty();
    }

    @Test
    void aListingThatLagsIsAskedAgainUntilItShowsTheStart() {
        world.ssm.setListingLags(true);
        UUID id = killedAfterTheCall();
        world.clock.fastForward(Duration.ofSeconds(90));
        assertThat(process.run(id)).isInstanceOf(Progress.Wait.class);
        assertThat(process.view(id).steps().get(0).step().summary()).contains("not listed");
        world.ssm.setListingLags(false);
        world.ssm.status("Success");
        assertThat(process.runToEnd(id).steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.ssm.calls()).containsOnlyOnce("StartAutomationExecution");
    }

    @Test
    void whatIsNotListedAfterTwoMinutesIsUnknown() {
        world.ssm.setListingLags(true);
        UUID id = killedAfterTheCall();
        Instant begun = world.clock.instant();
        ExecutionView view = process.runToEnd(id);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Duration.between(begun, world.clock.instant()))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
        assertThat(world.ssm.calls()).containsOnlyOnce("StartAutomationExecution");
    }

    private UUID killedAfterTheCall() {
        Process killed = new Process(world, Around::killedAfterTheCall);
        UUID id = killed.fires(episode, RUNBOOK, machine);
        assertThatThrownBy(() -> killed.run(id)).isInstanceOf(Killed.class);
        return id;
    }

    @Test
    void anIntentWhoseCommitGotNoAnswerIsNotDoneSinceNobodyHasCalled() {
        UUID id = process.fires(episode, RUNBOOK, machine);
        process.loseCommit();
        assertThatThrownBy(() -> process.run(id)).hasMessageContaining("Connection was closed");
        assertThat(world.ssm.calls()).isEmpty();
        world.ssm.status("Success");
        assertThat(process.runToEnd(id).steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(process.story(id))
                .containsSubsequence("action.started", "action.not-done", "guards.answered", "action.started");
        assertThat(world.ssm.started()).hasSize(1);
        assertThat(world.ssm.calls()).doesNotContain("DescribeAutomationExecutions");
    }

    @Test
    void whatWasNotCalledForWantOfTimeIsNotDoneEvenWhereThatCouldNotBeWritten() {
        process = new Process(world, action -> new Around(action) {
            @Override
            public Duration deadline() {
                if (action.kind().startsWith("ssm") && process.pausesOnce()) {
                    process.pause(Duration.ofSeconds(40));
                    process.loseResult();
                }
                return super.deadline();
            }
        });
        UUID id = process.fires(episode, RUNBOOK, machine);
        assertThatThrownBy(() -> process.run(id)).hasMessageContaining("Connection was closed");
        world.ssm.status("Success");
        assertThat(process.runToEnd(id).steps().get(0).step().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.ssm.calls()).doesNotContain("DescribeAutomationExecutions");
    }

    @Test
    void anotherProcessKnowsNothingOfACommitWithoutAnAnswerAndSaysSo() {
        UUID id = process.fires(episode, RUNBOOK, machine);
        process.loseCommit();
        assertThatThrownBy(() -> process.run(id)).hasMessageContaining("Connection was closed");
        ExecutionView view = new Process(world).runToEnd(id);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(world.ssm.started()).isEmpty();
    }

    @Test
    void aDocumentThatIsNotListedIsRefused() {
        String other = RUNBOOK.replace("RestartCheckout", "AWS-RunShellScript");
        ExecutionView view = process.runToEnd(process.fires(episode, other, machine));
        assertThat(view.reason()).contains("AWS-RunShellScript is not on the list");
        assertThat(world.ssm.calls()).isEmpty();
    }

    @Test
    void whatIsStillUnderWayAtTheDeadlineIsUnknown() {
        UUID id = process.fires(episode, RUNBOOK.replace("mode: auto", "mode: auto\ndeadline: 1m"), machine);
        ExecutionView view = process.runToEnd(id);
        assertThat(view.steps().get(0).step().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(view.reason()).contains("still under way");
    }
}
