package dev.firstline.triage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.triage.domain.Judgement.Process;
import dev.firstline.triage.domain.Judgement.Scope;
import dev.firstline.triage.domain.Judgement.Workaround;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {

    @ParameterizedTest
    @CsvSource({
        "WHOLE, ALL, NO, LARGE",
        "WHOLE, ALL, YES, LARGE",
        "STEP, ALL, UNKNOWN, LARGE",
        "RETRYABLE_STEP, ALL, YES, LARGE",
        "STEP, PARTIAL, NO, MEDIUM",
        "RETRYABLE_STEP, PARTIAL, NO, MEDIUM",
        "RETRYABLE_STEP, PARTIAL, YES, SMALL",
        "STEP, PARTIAL, YES, UNKNOWN",
        "WHOLE, PARTIAL, NO, UNKNOWN",
        "STEP, PARTIAL, UNKNOWN, UNKNOWN",
    })
    void theDefaultMeansWhatItSays(Process process, Scope scope, Workaround workaround, Impact impact) {
        assertThat(Matrix.DEFAULT.impact(new Judgement(process, scope, workaround)))
                .isEqualTo(impact);
    }

    @Test
    void nothingThatIsOpenIsSmall() {
        assertThat(Matrix.DEFAULT.open())
                .hasSize(6)
                .allMatch(judgement -> Matrix.DEFAULT.impact(judgement) == Impact.UNKNOWN);
    }
}
