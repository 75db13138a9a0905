package dev.firstline.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"0, 0s", "250, 250ms", "90000, 1m30s", "600000, 10m", "5400000, 1h30m", "604800000, 7d", "1500, 1s500ms"
    })
    void whatIsToldCanBeWrittenIntoAFile(long millis, String words) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.inWords(duration)).isEqualTo(words);
        assertThat(Durations.read(words)).contains(duration);
    }

    @Test
    void whatIsNoDurationIsNone() {
        assertThat(Durations.read("90")).isEmpty();
        assertThat(Durations.read("1h 30m")).isEmpty();
        assertThat(Durations.read("-PT1M")).isEmpty();
    }
}
