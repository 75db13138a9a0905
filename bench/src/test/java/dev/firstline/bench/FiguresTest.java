package dev.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private final Figures figures = new Figures(
            "accept",
            "alerts",
            List.of("kind", "alerts/s", "p50 ms"),
            List.of(List.of("new", 34_567L, 6.04), Arrays.asList("repeated", 1L, null)),
            List.of("medians"));

    @Test
    void numbersStandToTheRightUnderTheirHeadings() {
        assertThat(figures.text()).isEqualTo("""
                accept: alerts

                  kind      alerts/s  p50 ms
                  new         34,567     6.0
                  repeated         1       -

                  medians
                """);
    }

    @Test
    @SuppressWarnings("unchecked")
    void programsGetTheNumbersThemselves() {
        List<Map<String, Object>> rows =
                (List<Map<String, Object>>) figures.json().get("rows");
        assertThat(rows.getFirst()).containsEntry("alerts/s", 34_567L).containsEntry("p50 ms", 6.04);
    }

    @Test
    void aRowHasACellForEachHeading() {
        List<List<Object>> rows = List.of(List.of(1, 2));
        assertThatThrownBy(() -> new Figures("accept", "alerts", List.of("one"), rows, List.of()))
                .hasMessageContaining("[one]");
    }

    @Test
    void aMedianIsTheOneInTheMiddle() {
        assertThat(Medians.of(List.of(9, 1, 5), Integer::doubleValue)).isEqualTo(5);
        assertThat(Medians.of(List.of(2, 1), Integer::doubleValue)).isEqualTo(1);
    }
}
