package dev.firstline.triage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TellingTest {

    private static final Instant NOW = Samples.START;
    private static final Instant DUE = NOW.plusSeconds(10);
    private static final ResponseInForce TOLD = response(List.of("slack"));
    private static final ResponseInForce UNTOLD = response(List.of());

    private static ResponseInForce response(List<String> channels) {
        return new ResponseInForce(Impact.MEDIUM, Impact.MEDIUM, Kind.WARNING, channels, "0123456789abcdef");
    }

    private static Telling told(Instant handed) {
        return new Telling(NOW, 1, handed, 1, 1);
    }

    @Test
    void beforeTheFirstNoticeNothingIsHandedOver() {
        Telling telling = Telling.from(DUE);
        assertThat(telling.begins(TOLD, DUE.minusMillis(1))).isFalse();
        assertThat(telling.changed(true, 1, NOW)).isEqualTo(telling);
        assertThat(telling.begins(TOLD, DUE)).isTrue();
        assertThat(telling.calls(1).changed(true, 1, DUE).handed()).isEqualTo(DUE);
    }

    @Test
    void aCrowdIsHandedOverLessOften() {
        assertThat(told(NOW).changed(false, 50, NOW).handed()).isEqualTo(NOW.plusSeconds(1));
        assertThat(told(NOW).changed(false, 51, NOW).handed()).isEqualTo(NOW.plusSeconds(5));
        assertThat(told(NOW).changed(true, 51, NOW).handed()).isEqualTo(NOW);
    }

    @Test
    void aHandOverThatStandsTakesLaterChangesWithIt() {
        assertThat(told(DUE).changed(false, 1, NOW).handed()).isEqualTo(DUE);
    }

    @Test
    void theNextLookIsForWhateverComesFirst() {
        Telling telling = Telling.from(DUE);
        assertThat(telling.nextLook(TOLD, null)).isEqualTo(DUE);
        assertThat(telling.nextLook(TOLD, DUE.minusSeconds(1))).isEqualTo(DUE.minusSeconds(1));
        assertThat(telling.nextLook(TOLD, DUE.plusSeconds(1))).isEqualTo(DUE);
        assertThat(telling.nextLook(UNTOLD, null)).isNull();
        assertThat(told(NOW).nextLook(TOLD, DUE)).isEqualTo(DUE);
    }

    @Test
    void onlyAFirstNoticeThatHasNotLeftWaitsAnew() {
        assertThat(Telling.from(NOW).waitingAnew(DUE).due()).isEqualTo(DUE);
        assertThat(told(NOW).waitingAnew(DUE)).isEqualTo(told(NOW));
    }
}
