package dev.firstline.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.e2e.delivery.plan.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void withoutArgumentsItIsTheWholeStoryWithTwentyKills() {
        assertThat(Options.parse(List.of(), 7)).isEqualTo(new Options(7, 20, 5, Size.WHOLE, false));
    }

    @Test
    void seedAndKillsAreTaken() {
        Options options = Options.parse(List.of("--seed", "42", "--kills", "3", "--keep"), 7);
        assertThat(options.seed()).isEqualTo(42);
        assertThat(options.kills()).isEqualTo(3);
        assertThat(options.keep()).isTrue();
    }

    @Test
    void fewerAlertsAreOfFewerFingerprints() {
        Options options = Options.parse(List.of("--alerts", "1000"), 7);
        assertThat(options.size()).isEqualTo(new Size(40, 100, 8, 1000, 8));
        assertThat(Options.parse(List.of("--alerts", "5000"), 7).size()).isEqualTo(Size.WHOLE);
        assertThat(Options.parse(List.of("--alerts", "9000"), 7).size()).isEqualTo(new Size(40, 500, 8, 9000, 8));
        assertThatThrownBy(() -> Options.parse(List.of("--alerts", "7"), 7)).hasMessageContaining("too few");
    }

    @Test
    void whatItDoesNotKnowIsAnsweredWithTheUsage() {
        assertThatThrownBy(() -> Options.parse(List.of("--kill", "3"), 7)).hasMessage(Options.USAGE);
        assertThatThrownBy(() -> Options.parse(List.of("--kills"), 7)).hasMessage(Options.USAGE);
        assertThatThrownBy(() -> Options.parse(List.of("--kills", "many"), 7))
                .hasMessageContaining("'many' is no number");
    }
}
