package dev.firstline.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final Instant SINCE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant LISTENED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration UNSEEN = Duration.ofSeconds(13);

    private static Instant until(Optional<Instant> oldestWaiting) {
        return Reach.of(SINCE, LISTENED, oldestWaiting, UNSEEN).until();
    }

    @Test
    void whereNothingWaitsItReachesToTheLastNoteLessWhatCanStillComeToLight() {
        assertThat(Reach.of(SINCE, LISTENED, Optional.empty(), UNSEEN))
                .isEqualTo(new Reach(SINCE, LISTENED.minusSeconds(13)));
    }

    @Test
    void itStopsAtTheOldestBatchThatWaits() {
        Instant waiting = LISTENED.minusSeconds(600);
        assertThat(until(Optional.of(waiting))).isEqualTo(waiting.minusSeconds(13));
    }

    @Test
    void aBatchThatIsNewerThanTheLastNoteDoesNotBringItFurther() {
        assertThat(until(Optional.of(LISTENED.plusSeconds(1)))).isEqualTo(LISTENED.minusSeconds(13));
    }
}
