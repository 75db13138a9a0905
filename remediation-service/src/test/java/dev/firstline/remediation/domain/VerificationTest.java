package dev.firstline.remediation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationTest {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final Step.Verify TWO_OF_FIVE = new Step.Verify(
            "v", new Measurement("p", new Template("", List.of())), Duration.ofMinutes(2), Duration.ofMinutes(5));

    private static Verification at(int second, Boolean seen, Integer since) {
        return Verification.judge(
                TWO_OF_FIVE,
                Optional.ofNullable(seen),
                Optional.ofNullable(since).map(START::plusSeconds),
                START,
                START.plusSeconds(second));
    }

    @Test
    void itPassesOnceItHasHeldLongEnough() {
        assertThat(at(10, true, null)).isEqualTo(new Verification.Holds(START.plusSeconds(10)));
        assertThat(at(129, true, 10)).isEqualTo(new Verification.Holds(START.plusSeconds(10)));
        assertThat(at(130, true, 10)).isEqualTo(new Verification.Passed());
    }

    @Test
    void aBreakAndAMissingAnswerBeginTheStretchAnew() {
        assertThat(at(60, false, 10)).isEqualTo(new Verification.DoesNotHold());
        assertThat(at(60, null, 10)).isEqualTo(new Verification.DoesNotHold());
    }

    @Test
    void itEndsWhenItsTimeIsOver() {
        assertThat(at(300, false, null)).isEqualTo(new Verification.TooLate());
        assertThat(at(300, true, 200)).isEqualTo(new Verification.TooLate());
        assertThat(at(300, true, 180)).isEqualTo(new Verification.Passed());
    }
}
