package dev.firstline.e2e.delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlowTest {

    @Test
    void halfOfTheKillsAreTelling() {
        List<Blow> blows = Blow.order(20, 5, new Random(1));
        assertThat(Collections.frequency(blows, Blow.TELLING_KILL)).isEqualTo(10);
        assertThat(Collections.frequency(blows, Blow.KILL)).isEqualTo(10);
        assertThat(Collections.frequency(blows, Blow.PAUSE)).isEqualTo(5);
    }

    @Test
    void ofAnOddNumberTheLargerHalfIsTelling() {
        assertThat(Collections.frequency(Blow.order(3, 0, new Random(1)), Blow.TELLING_KILL))
                .isEqualTo(2);
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertThat(Blow.order(20, 5, new Random(1))).isEqualTo(Blow.order(20, 5, new Random(1)));
        assertThat(Blow.order(20, 5, new Random(1))).isNotEqualTo(Blow.order(20, 5, new Random(2)));
    }
}
