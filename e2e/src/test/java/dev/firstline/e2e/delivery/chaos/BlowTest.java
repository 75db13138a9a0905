package dev.firstline.e2e.delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ServiceName;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BlowTest {

    private static long count(List<Blow> blows, Class<? extends Blow> kind) {
        return blows.stream().filter(kind::isInstance).count();
    }

    @Test
    void halfOfTheKillsAreTelling() {
        List<Blow> blows = Blow.order(20, 5, new Random(1));
        assertThat(count(blows, Blow.TellingKill.class)).isEqualTo(10);
        assertThat(count(blows, Blow.Kill.class) + count(blows, Blow.DatabaseKill.class))
                .isEqualTo(10);
        assertThat(count(blows, Blow.Pause.class)).isEqualTo(5);
    }

    @Test
    void ofAnOddNumberTheLargerHalfIsTelling() {
        assertThat(count(Blow.order(3, 0, new Random(1)), Blow.TellingKill.class))
                .isEqualTo(2);
    }

    @Test
    void ofTwentyKillsTwoHitTheDatabaseAndEachServiceIsStruckWhateverTheSeed() {
        for (long seed = 0; seed < 50; seed++) {
            List<Blow> blows = Blow.order(20, 5, new Random(seed));
            assertThat(blows).filteredOn(Blow.DatabaseKill.class::isInstance).hasSize(2);
            assertThat(blows.stream()
                            .filter(Blow.Kill.class::isInstance)
                            .collect(Collectors.groupingBy(Blow.Kill.class::cast, Collectors.counting())))
                    .hasSize(ServiceName.values().length)
                    .allSatisfy((kill, times) -> assertThat(times).isEqualTo(2));
        }
    }

    @Test
    void thereAreAsManyKillsAsWereAskedForHoweverFew() {
        for (int kills = 0; kills <= 40; kills++) {
            List<Blow> blows = Blow.order(kills, 3, new Random(1));
            assertThat(blows).hasSize(kills + 3);
            assertThat(count(blows, Blow.DatabaseKill.class)).isEqualTo(Blow.databaseKills(kills));
        }
        assertThat(Blow.order(4, 0, new Random(1)))
                .filteredOn(Blow.DatabaseKill.class::isInstance)
                .hasSize(1);
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertThat(Blow.order(20, 5, new Random(1))).isEqualTo(Blow.order(20, 5, new Random(1)));
        assertThat(Blow.order(20, 5, new Random(1))).isNotEqualTo(Blow.order(20, 5, new Random(2)));
    }
}
