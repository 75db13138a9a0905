package dev.firstline.platform.duework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @ParameterizedTest(name = "attempt {0}: {1} to {2} ms")
    @CsvSource({"1, 500, 1000", "2, 1000, 2000", "5, 8000, 16000", "6, 15000, 30000", "100000, 15000, 30000"})
    void theWaitDoublesUpToTheLongestAndHalfOfItIsChance(int attempt, long least, long most) {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(backoff.after(attempt, new Random(seed)).toMillis()).isBetween(least, most);
        }
    }
}
