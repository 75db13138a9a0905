package dev.firstline.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Optional<Duration> FIVE_MINUTES = Optional.of(Duration.ofMinutes(5));
    /** A margin of 4 s, a gap of 10 s. */
    private static final Silence.Patience PATIENCE = Silence.Patience.of(Duration.ofSeconds(2));

    private static Silence heard(long secondsAgo, long listenedSecondsAgo) {
        return new Silence(NOW.minusSeconds(secondsAgo), NOW.minusSeconds(listenedSecondsAgo), Optional.empty());
    }

    private static Silence silent(long heardSecondsAgo, long silentFromSecondsAgo, long listenedSecondsAgo) {
        return new Silence(
                NOW.minusSeconds(heardSecondsAgo),
                NOW.minusSeconds(listenedSecondsAgo),
                Optional.of(NOW.minusSeconds(silentFromSecondsAgo)));
    }

    @Test
    void aSourceThatSpokeInTimeIsLookedAtWhenItWouldBeLate() {
        assertThat(heard(60, 1).judge(FIVE_MINUTES, PATIENCE, NOW))
                .isEqualTo(new Silence.Next.Look(NOW.plusSeconds(240 + 4)));
    }

    @Test
    void aSourceIsSilentOnceItsTimeAndTheMarginAreOver() {
        assertThat(heard(303, 1).judge(FIVE_MINUTES, PATIENCE, NOW)).isInstanceOf(Silence.Next.Look.class);
        assertThat(heard(304, 1).judge(FIVE_MINUTES, PATIENCE, NOW)).isInstanceOf(Silence.Next.Raise.class);
    }

    @Test
    void whileNobodyListenedNobodyIsSilent() {
        assertThat(heard(3600, 10).judge(FIVE_MINUTES, PATIENCE, NOW))
                .isEqualTo(new Silence.Next.Look(NOW.plusSeconds(4)));
    }

    @Test
    void aSilenceIsToldOnceAndEndsWhenTheSourceSpeaks() {
        assertThat(silent(900, 900, 1).judge(FIVE_MINUTES, PATIENCE, NOW)).isInstanceOf(Silence.Next.Look.class);
        assertThat(silent(1, 900, 1).judge(FIVE_MINUTES, PATIENCE, NOW)).isEqualTo(new Silence.Next.Resolve(true));
    }

    @Test
    void aSourceThatNobodyExpectsAnyMoreIsResolvedAndForgotten() {
        assertThat(silent(900, 900, 60).judge(Optional.empty(), PATIENCE, NOW))
                .isEqualTo(new Silence.Next.Resolve(false));
        assertThat(heard(900, 60).judge(Optional.empty(), PATIENCE, NOW)).isInstanceOf(Silence.Next.Forget.class);
    }

    @Test
    void aSourceThatAnotherReplicaListensToIsLeftToThatOne() {
        assertThat(silent(900, 900, 1).judge(Optional.empty(), PATIENCE, NOW)).isInstanceOf(Silence.Next.Look.class);
    }
}
