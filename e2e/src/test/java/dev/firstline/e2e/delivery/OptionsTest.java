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
    void whatItDoesNotKnowIsAnsweredWithTheUsage() {
        assertThatThrownBy(() -> Options.parse(List.of("--kill", "3"), 7)).hasMessage(Options.USAGE);
        assertThatThrownBy(() -> Options.parse(List.of("--kills"), 7)).hasMessage(Options.USAGE);
        assertThatThrownBy(() -> Options.parse(List.of("--kills", "many"), 7))
                .hasMessageContaining("'many' is no number");
    }
}
