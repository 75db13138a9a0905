package dev.firstline.e2e.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.e2e.standin.RateWindow.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateWindowTest {
    private final SetClock clock = new SetClock();
    private final RateWindow window = new RateWindow(new Rate(2, Duration.ofSeconds(2)), clock);

    @Test
    void callsWithinTheLimitPassAndTheNextIsToldHowLongToWait() {
        assertThat(window.take("a")).isEmpty();
        clock.pass(Duration.ofMillis(500));
        assertThat(window.take("a")).isEmpty();

        assertThat(window.take("a")).contains(Duration.ofMillis(1500));
    }

    @Test
    void placeIsFreeOnceTheOldestCallLeavesTheWindow() {
        window.take("a");
        window.take("a");
        clock.pass(Duration.ofSeconds(2));

        assertThat(window.take("a")).isEmpty();
    }

    @Test
    void refusedCallsDoNotCount() {
        window.take("a");
        window.take("a");
        for (int i = 0; i < 10; i++) window.take("a");
        clock.pass(Duration.ofSeconds(2));

        assertThat(window.take("a")).isEmpty();
    }

    @Test
    void keysDoNotShareTheirLimit() {
        window.take("a");
        window.take("a");

        assertThat(window.take("b")).isEmpty();
    }

    @Test
    void waitIsRoundedUpToWholeSecondsAndNeverZero() {
        assertThat(RateWindow.seconds(Duration.ofMillis(1001))).isEqualTo(2);
        assertThat(RateWindow.seconds(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(RateWindow.seconds(Duration.ZERO)).isEqualTo(1);
    }
}
