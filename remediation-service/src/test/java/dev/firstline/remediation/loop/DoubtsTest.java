package dev.firstline.remediation.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.ExecutionView;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Outcome;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.Resource;
import dev.firstline.remediation.domain.Verdict;
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
        namespace = "shop-" + UUID.randomUUID();
        world.kubernetes.deploy(namespace, "checkout", 2);
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
        assertUnknown(process.runToEnd(id), "could not be asked");
        assertThat(world.kubernetes.restarts()).hasSize(1);
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
        assertUnknown(process.runToEnd(id), "still under way");
        assertThat(world.kubernetes.restarts()).hasSize(1);
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
        assertThat(world.kubernetes.restarts()).isEmpty();
    }
}
