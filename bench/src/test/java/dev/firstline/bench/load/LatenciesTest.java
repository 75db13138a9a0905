package dev.firstline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 129, 1_000, 999_999, 5_000_000_000L, Long.MAX_VALUE})
    void oneValueIsToldWithinItsBucket(long nanos) {
        Latencies latencies = new Latencies();
        latencies.record(nanos);
        long told = latencies.percentile(0.5).toNanos();
        assertThat(told).isGreaterThanOrEqualTo(nanos);
        assertThat(told - nanos).isLessThanOrEqualTo(nanos / 64);
    }

    @Test
    void percentilesOfEvenlySpreadValuesLieWhereTheyShould() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 1000; millis++)
            latencies.record(Duration.ofMillis(millis).toNanos());
        assertThat(latencies.count()).isEqualTo(1000);
        assertThat(latencies.percentile(0.5).toMillis()).isCloseTo(500, within(9L));
        assertThat(latencies.percentile(0.99).toMillis()).isCloseTo(990, within(16L));
        assertThat(latencies.percentile(1).toMillis()).isCloseTo(1000, within(16L));
    }

    @Test
    void nothingRecordedIsZero() {
        assertThat(new Latencies().percentile(0.99)).isEqualTo(Duration.ZERO);
    }

    @Test
    void aShareIsFromZeroToOne() {
        assertThatThrownBy(() -> new Latencies().percentile(99)).hasMessageContaining("99");
    }
}
