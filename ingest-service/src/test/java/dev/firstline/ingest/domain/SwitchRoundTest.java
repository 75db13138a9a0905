package dev.firstline.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchRoundTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Optional<String> complaint(long secondsAgo, String problem) {
        return new SwitchRound(NOW.minusSeconds(secondsAgo), Optional.empty(), problem)
                .complaint(MINUTE, PATIENCE, NOW);
    }

    @Test
    void aRoundThatWentWellIsGoodForTwoIntervalsAndItsPatience() {
        assertThat(complaint(150, "")).isEmpty();
        assertThat(complaint(151, "")).hasValueSatisfying(why -> assertThat(why).startsWith("nobody has tried"));
    }

    @Test
    void aRoundThatWentWrongSaysWhy() {
        assertThat(complaint(1, "HTTP 500")).hasValue("HTTP 500");
    }
}
