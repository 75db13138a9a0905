package dev.firstline.triage.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
}
