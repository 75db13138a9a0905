package dev.firstline.triage.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.triage.domain.Listening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StaleWatchTest {

    @Test
    void itLooksEveryTenthOfTheShortestTimeWithinBounds() {
        assertThat(StaleWatch.interval(List.of(Duration.ofMinutes(1)))).isEqualTo(Duration.ofSeconds(10));
        assertThat(StaleWatch.interval(List.of(Duration.ofDays(7), Duration.ofMinutes(10))))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(StaleWatch.interval(List.of(Duration.ofDays(7)))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aTimeThatIsTooShortIsAProblem() {
        assertThat(StaleWatch.problems(Map.of("ci", Duration.ofSeconds(59), "sentry", Duration.ofMinutes(1))))
                .singleElement()
                .asString()
                .startsWith("firstline.stale-after.ci: 59000 ms are too short");
    }

    @Test
    void anOperatorHearsThatIngestsWordDoesNotComeOnceItIsLate() {
        Instant begun = Instant.parse("2026-11-21T10:00:00Z");
        Instant late = begun.plusSeconds(601);
        assertThat(StaleWatch.isOverdue(Optional.empty(), begun, begun.plusSeconds(600)))
                .isFalse();
        assertThat(StaleWatch.isOverdue(Optional.empty(), begun, late)).isTrue();
        assertThat(StaleWatch.isOverdue(untilThen(begun.minusSeconds(7200)), begun, begun))
                .as("it had not begun")
                .isFalse();
        assertThat(StaleWatch.isOverdue(untilThen(begun.minusSeconds(7200)), begun, late))
                .isTrue();
        assertThat(StaleWatch.isOverdue(untilThen(late.minusSeconds(60)), begun, late))
                .isFalse();
    }

    private static Optional<Listening> untilThen(Instant until) {
        return Optional.of(new Listening(until.minusSeconds(3600), until));
    }
}
