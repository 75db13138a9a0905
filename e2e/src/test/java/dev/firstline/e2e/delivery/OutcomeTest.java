package dev.firstline.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.e2e.delivery.chaos.Tally;
import dev.firstline.e2e.delivery.check.Checker;
import dev.firstline.e2e.delivery.check.Facts;
import dev.firstline.e2e.delivery.check.Facts.Action;
import dev.firstline.e2e.delivery.check.Facts.Folded;
import dev.firstline.e2e.delivery.check.Facts.Page;
import dev.firstline.e2e.delivery.check.Facts.Post;
import dev.firstline.e2e.delivery.check.Facts.Sent;
import dev.firstline.e2e.delivery.plan.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final int ALERTS = 8;
    private static final Optional<WrongClock.Seen> RIGHT_AHEAD = Optional.of(seconds(90));

    private static WrongClock.Seen seconds(long ahead) {
        return new WrongClock.Seen("triage", Duration.ofSeconds(ahead));
    }

    @Test
    void aRunInWhichNothingHappenedBreaksNoRuleAndIsNotWell() {
        Facts nothing = new Facts(
                Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), Map.of(), List.of());
        assertThat(Checker.check(nothing)).isEmpty();
        Outcome outcome = outcome(0, nothing, RIGHT_AHEAD);
        assertThat(outcome.isWell()).isFalse();
        assertThat(outcome.report()).contains("TOO LITTLE alerts acknowledged: 0 instead of 8 at the least");
    }

    @Test
    void aRunWithSubstanceIsWell() {
        assertThat(outcome(0, something(), RIGHT_AHEAD).isWell()).isTrue();
    }

    @Test
    void aRunThatStruckLessThanItWasAskedForIsNotWell() {
        Outcome outcome = outcome(2, something(), RIGHT_AHEAD);
        assertThat(outcome.isWell()).isFalse();
        assertThat(outcome.report()).contains("TOO LITTLE kills of the database: 0 instead of 1");
    }

    @Test
    void aWallClockThatIsNotAheadIsSaidAndNotWell() {
        Outcome outcome = outcome(0, something(), Optional.of(seconds(79)));
        assertThat(outcome.isWell()).isFalse();
        assertThat(outcome.report())
                .contains("TOO LITTLE wall clocks: triage's is 79 s ahead, by its own log (80 s at the least)");
    }

    @Test
    void whereNoWallClockCanRunAheadTheReportSaysSo() {
        Outcome outcome = outcome(0, something(), Optional.empty());
        assertThat(outcome.isWell()).isTrue();
        assertThat(outcome.report())
                .anyMatch(line -> line.startsWith("wall clocks: all are right, since the package faketime"));
    }

    private static Facts something() {
        return new Facts(
                Map.of("aaaa", new Sent(ALERTS, ALERTS, false)),
                Map.of("aaaa", (long) ALERTS),
                Map.of("aaaa", new Folded(false, ALERTS, 0, "")),
                List.of(),
                List.of(new Page("I1/0", true)),
                List.of(new Post("C1", "1.0", "", "I1", "Errors", 0, 0)),
                List.of(),
                List.of(new Facts.Execution("E1", "FINISHED", 1, 1)),
                List.of(new Action("N1", "E1", "shop/web", "SUCCEEDED")),
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    private static Outcome outcome(int kills, Facts facts, Optional<WrongClock.Seen> clock) {
        Options options = new Options(7, kills, 0, new Size(1, 2, 1, ALERTS, 2), false);
        return new Outcome(options, facts, new Tally(), clock, 1, 1, "", List.of(), Duration.ofSeconds(1));
    }
}
