package dev.firstline.remediation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionsTest {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final Limits LIMITS = new Limits(5, Duration.ofMinutes(10));
    static final Plan PLAN = new Plan("act", "target", Map.of(), "none");

    /** An execution of query, conclude, action, verify, told step by step. */
    record Story(
            List<StepState> states,
            boolean wanted,
            ExecutionState state,
            List<Intent> intents,
            Instant deadline,
            boolean holds) {

        static Story of(StepState... states) {
            return new Story(List.of(states), true, ExecutionState.RUNNING, List.of(), NOW.plusSeconds(60), false);
        }

        Story unwanted() {
            return new Story(states, false, state, intents, deadline, holds);
        }

        Story in(ExecutionState state) {
            return new Story(states, wanted, state, intents, deadline, holds);
        }

        Story late() {
            return new Story(states, wanted, state, intents, NOW.minusSeconds(1), holds);
        }

        Story concludes() {
            return new Story(states, wanted, state, intents, deadline, true);
        }

        Story with(IntentState intent, Duration age, Duration lease) {
            List<Intent> more = new ArrayList<>(intents);
            more.add(new Intent(
                    new UUID(0, more.size()), 2, "target", "7", 1, NOW.plus(lease), intent, "h", NOW.minus(age)));
            return new Story(states, wanted, state, more, deadline, holds);
        }

        Run run() {
            Condition condition = new Condition() {
                @Override
                public String text() {
                    return "c";
                }

                @Override
                public Answer ask(Map<String, Object> variables) {
                    return new Answer.Is(holds);
                }
            };
            Template none = new Template("", List.of());
            Measurement measurement = new Measurement("p", none);
            Runbook runbook = new Runbook(
                    "r",
                    "h",
                    "t",
                    condition,
                    Mode.AUTO,
                    Duration.ofMinutes(5),
                    new GuardSettings(Duration.ZERO, 3, Duration.ZERO, Optional.empty()),
                    List.of(
                            new Step.Query("q", measurement),
                            new Step.Conclude("c", condition, Verdict.FALSE_POSITIVE, none),
                            new Step.Act("a", new ActionSpec("act", Map.of(), Map.of())),
                            new Step.Verify("v", measurement, Duration.ZERO, Duration.ZERO)));
            List<StepRun> steps = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Step step = runbook.steps().get(i);
                StepState stepState = i < states.size() ? states.get(i) : StepState.PENDING;
                steps.add(new StepRun(
                        i,
                        step.id(),
                        step.kind(),
                        stepState,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Outcome.NONE,
                        Optional.empty(),
                        Optional.empty()));
            }
            AlertFacts alert = new AlertFacts("s", "f", "t", "", "", "", "", "", "", Map.of(), Optional.empty());
            return new Run(
                    new UUID(1, 1),
                    1,
                    "e",
                    "i",
                    runbook,
                    Mode.AUTO,
                    state,
                    alert,
                    wanted,
                    "ended",
                    steps,
                    Optional.of(PLAN),
                    Optional.of(NOW.plusSeconds(30)),
                    Optional.empty(),
                    intents,
                    deadline);
        }
    }

    static final StepState P = StepState.PENDING;
    static final StepState R = StepState.RUNNING;
    static final StepState D = StepState.DONE;
    static final Duration LAPSED = Duration.ofSeconds(-1);
    static final Duration LEASED = Duration.ofSeconds(20);
    static final Duration YOUNG = Duration.ofSeconds(40);

    static Arguments row(String name, Story story, Class<? extends Next> next) {
        return Arguments.of(name, story, next);
    }

    static List<Arguments> table() {
        return List.of(
                row("begins with the first step", Story.of(), Next.Ask.class),
                row("passes a conclusion that does not hold", Story.of(D), Next.Pass.class),
                row("ends on a conclusion that holds", Story.of(D).concludes(), Next.Conclude.class),
                row("plans before it acts", Story.of(D, D), Next.MakePlan.class),
                row("attempts what is planned", Story.of(D, D, R), Next.Attempt.class),
                row("verifies what is done", Story.of(D, D, D), Next.Verify.class),
                row("ends after the last step", Story.of(D, D, D, D), Next.Finish.class),
                row("is over when it is over", Story.of().in(ExecutionState.FINISHED), Next.Nothing.class),
                row("cancels what is unwanted", Story.of(D, D, R).unwanted(), Next.Cancel.class),
                row(
                        "cancels what is unwanted while it waits",
                        Story.of(D, D, R)
                                .in(ExecutionState.WAITING_FOR_APPROVAL)
                                .unwanted(),
                        Next.Cancel.class),
                row(
                        "cancels after an intent that was not done",
                        Story.of(D, D, R)
                                .with(IntentState.NOT_DONE, YOUNG, LAPSED)
                                .unwanted(),
                        Next.Cancel.class),
                row(
                        "does not cancel what may have acted",
                        Story.of(D, D, R).with(IntentState.OPEN, YOUNG, LAPSED).unwanted(),
                        Next.Settle.class),
                row(
                        "goes on unwanted after it has acted",
                        Story.of(D, D, D)
                                .with(IntentState.SUCCEEDED, YOUNG, LAPSED)
                                .unwanted(),
                        Next.Verify.class),
                row(
                        "leaves an intent to its lease's holder",
                        Story.of(D, D, R).with(IntentState.OPEN, YOUNG, LEASED),
                        Next.Wait.class),
                row(
                        "leaves it to the holder past the deadline, too",
                        Story.of(D, D, R).with(IntentState.OPEN, YOUNG, LEASED).late(),
                        Next.Wait.class),
                row(
                        "asks about an intent whose lease has lapsed",
                        Story.of(D, D, R).with(IntentState.OPEN, YOUNG, LAPSED),
                        Next.Settle.class),
                row(
                        "asks past the deadline, too",
                        Story.of(D, D, R).with(IntentState.OPEN, YOUNG, LAPSED).late(),
                        Next.Settle.class),
                row(
                        "watches what the target has taken",
                        Story.of(D, D, R).with(IntentState.STARTED, YOUNG, LAPSED),
                        Next.Watch.class),
                row(
                        "attempts anew after an intent that was not done",
                        Story.of(D, D, R).with(IntentState.NOT_DONE, YOUNG, LAPSED),
                        Next.Attempt.class),
                row(
                        "stops after too many intents",
                        Story.of(D, D, R)
                                .with(IntentState.NOT_DONE, YOUNG, LAPSED)
                                .with(IntentState.NOT_DONE, YOUNG, LAPSED)
                                .with(IntentState.NOT_DONE, YOUNG, LAPSED)
                                .with(IntentState.NOT_DONE, YOUNG, LAPSED)
                                .with(IntentState.NOT_DONE, YOUNG, LAPSED),
                        Next.FailStep.class),
                row(
                        "waits for a person until the plan is void",
                        Story.of(D, D, R)
                                .in(ExecutionState.WAITING_FOR_APPROVAL)
                                .late(),
                        Next.Wait.class),
                row(
                        "measures once more at its deadline",
                        Story.of(D, D, D)
                                .with(IntentState.SUCCEEDED, YOUNG, LAPSED)
                                .late(),
                        Next.Verify.class),
                row(
                        "ends by what its steps say, even past its deadline",
                        Story.of(D, D, D, D).late(),
                        Next.Finish.class),
                row("ends at its deadline", Story.of(D, P).late(), Next.Finish.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void decides(String name, Story story, Class<? extends Next> next) {
        assertThat(Decisions.decide(story.run(), LIMITS, NOW)).isInstanceOf(next);
    }

    @Test
    void asksForTheLastTimeOnceItsPatienceIsOver() {
        assertThat(settle(Duration.ofMinutes(9)).last()).isFalse();
        assertThat(settle(Duration.ofMinutes(11)).last()).isTrue();
    }

    private static Next.Settle settle(Duration age) {
        Story story = Story.of(D, D, R).with(IntentState.OPEN, age, LAPSED);
        return (Next.Settle) Decisions.decide(story.run(), LIMITS, NOW);
    }

    @Test
    void aRecoveryThatWasMeasuredInTimeIsNoMissedDeadline() {
        Story story =
                Story.of(D, D, D, D).with(IntentState.SUCCEEDED, YOUNG, LAPSED).late();
        assertThat(((Next.Finish) Decisions.decide(story.run(), LIMITS, NOW)).verdict())
                .isEqualTo(Verdict.RECOVERED);
    }

    @Test
    void looksForTheLastTimeOnceItsDeadlineHasPassed() {
        Story story = Story.of(D, D, R).with(IntentState.STARTED, YOUNG, LAPSED);
        assertThat(((Next.Watch) Decisions.decide(story.run(), LIMITS, NOW)).last())
                .isFalse();
        assertThat(((Next.Watch) Decisions.decide(story.late().run(), LIMITS, NOW)).last())
                .isTrue();
    }
}
