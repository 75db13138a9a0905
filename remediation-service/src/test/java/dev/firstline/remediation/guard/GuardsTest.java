package dev.firstline.remediation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.remediation.domain.Approval;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;
import dev.firstline.remediation.domain.GuardFacts.KillSwitch;
import dev.firstline.remediation.domain.GuardFacts.Precheck;
import dev.firstline.remediation.domain.GuardFacts.Scope;
import dev.firstline.remediation.domain.GuardFacts.TargetFacts;
import dev.firstline.remediation.domain.GuardSettings;
import dev.firstline.remediation.domain.Mode;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.QueryResult;
import dev.firstline.remediation.domain.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuardsTest {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final UUID SELF = new UUID(0, 1);
    static final UUID OTHER = new UUID(0, 2);
    static final Plan PLAN = new Plan("act", "target", Map.of(), "none");
    static final TargetFacts FREE = new TargetFacts(
            Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Mode mode = Mode.AUTO;
    boolean wanted = true;
    List<KillSwitch> killSwitches = List.of();
    TargetFacts target = FREE;
    Precheck precheck = new Precheck.None();
    Optional<Approval> approval = Optional.empty();

    List<GuardAnswer> ask() {
        return Guards.ask(new GuardFacts(
                SELF,
                PLAN,
                mode,
                new GuardSettings(Duration.ofMinutes(5), 3, Duration.ofHours(1), Optional.empty()),
                wanted,
                "resolved by bob",
                killSwitches,
                target,
                precheck,
                approval,
                NOW));
    }

    List<String> stopping() {
        return ask().stream()
                .filter(answer -> !answer.passed())
                .map(GuardAnswer::guard)
                .toList();
    }

    Ruling ruling() {
        return Ruling.of(ask(), approval.isPresent());
    }

    @Test
    void allAreAskedInTheOperatorsOrder() {
        assertThat(ask())
                .extracting(GuardAnswer::guard)
                .containsExactly(
                        "still-firing",
                        "kill-switch",
                        "mode",
                        "one-per-target",
                        "cool-down",
                        "failure-block",
                        "precheck",
                        "approval");
        assertThat(ruling()).isInstanceOf(Ruling.Act.class);
    }

    @Test
    void anAlertThatHasEndedStopsItFirst() {
        wanted = false;
        killSwitches = List.of(new KillSwitch(Scope.EVERYTHING, "", "ann", "x"));
        assertThat(ruling()).isEqualTo(new Ruling.Unwanted("resolved by bob"));
    }

    @Test
    void aKillSwitchStopsItAndSaysWhoAndWhy() {
        killSwitches = List.of(new KillSwitch(Scope.RUNBOOK, "r", "ann", "it hurts"));
        assertThat(ruling()).isEqualTo(new Ruling.Stop("kill-switch: runbook is stopped by ann: it hurts"));
    }

    @Test
    void observeWouldActWhereNothingElseStopsIt() {
        mode = Mode.OBSERVE;
        assertThat(ruling()).isInstanceOf(Ruling.WouldAct.class);
        precheck = new Precheck.Unknown("away");
        assertThat(ruling()).isInstanceOf(Ruling.Stop.class);
    }

    @Test
    void onlyAnotherExecutionAtTheTargetStopsIt() {
        target = new TargetFacts(
                Optional.of(SELF), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(stopping()).isEmpty();
        target = new TargetFacts(
                Optional.of(OTHER), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(stopping()).containsExactly("one-per-target");
    }

    @Test
    void aTargetCoolsDownAfterAnothersSuccess() {
        Optional<Instant> lately = Optional.of(NOW.minusSeconds(299));
        target = new TargetFacts(Optional.empty(), 0, Optional.empty(), Optional.empty(), lately, Optional.of(OTHER));
        assertThat(stopping()).containsExactly("cool-down");
        target = new TargetFacts(Optional.empty(), 0, Optional.empty(), Optional.empty(), lately, Optional.of(SELF));
        assertThat(stopping()).isEmpty();
        target = new TargetFacts(
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW.minusSeconds(300)),
                Optional.of(OTHER));
        assertThat(stopping()).isEmpty();
    }

    @Test
    void aBlockHoldsUntilItsTime() {
        target = new TargetFacts(
                Optional.empty(),
                3,
                Optional.of(NOW.plusSeconds(1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(stopping()).containsExactly("failure-block");
        target = new TargetFacts(
                Optional.empty(), 3, Optional.of(NOW), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(stopping()).isEmpty();
        target = new TargetFacts(
                Optional.empty(),
                1,
                Optional.of(NOW.plusSeconds(1)),
                Optional.of(OTHER),
                Optional.empty(),
                Optional.empty());
        assertThat(stopping()).containsExactly("failure-block");
    }

    @Test
    void aPrecheckHasToSeeItBroken() {
        precheck = new Precheck.Measured(new QueryResult(List.of(), 0));
        assertThat(stopping()).containsExactly("precheck");
        precheck = new Precheck.Measured(new QueryResult(List.of(new QueryResult.Row(Map.of(), 1)), 1));
        assertThat(stopping()).isEmpty();
    }

    @Test
    void aPersonIsAskedOnlyWhereNothingElseStopsIt() {
        mode = Mode.APPROVE;
        assertThat(ruling()).isInstanceOf(Ruling.AskPerson.class);
        killSwitches = List.of(new KillSwitch(Scope.TARGET, "target", "ann", "x"));
        assertThat(ruling()).isInstanceOf(Ruling.Stop.class);
    }

    @Test
    void aYesIsForOnePlan() {
        mode = Mode.APPROVE;
        approval = Optional.of(new Approval("ann", NOW, PLAN.hash()));
        assertThat(ruling()).isInstanceOf(Ruling.Act.class);
        approval = Optional.of(new Approval("ann", NOW, "another"));
        assertThat(ruling()).isInstanceOf(Ruling.Stop.class);
    }
}
