package dev.firstline.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.channel.log.LogChannel;
import dev.firstline.platform.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangersTest {

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-21T09:00:00Z"));
    private final Strangers strangers = new Strangers(new Channels(List.of(new LogChannel())), clock);

    @Test
    void aChannelThatNobodyWroteIsNotWellAndSaysWhichThereAre() {
        strangers.named("slak");
        assertThat(strangers.all()).containsOnlyKeys("slak");
        assertThat(strangers.all().get("slak").isWell()).isFalse();
        assertThat(strangers.all().get("slak").problems())
                .containsExactly("no channel has this name; there are: log. Its notices are told through the log");
    }

    @Test
    void itIsForgottenOnceNoIncidentNamesItAnyMore() {
        strangers.named("slak");
        clock.fastForward(Duration.ofMinutes(50));
        strangers.named("slak");
        clock.fastForward(Duration.ofMinutes(50));
        assertThat(strangers.all()).containsOnlyKeys("slak");
        clock.fastForward(Duration.ofMinutes(11));
        assertThat(strangers.all()).isEmpty();
    }

    @Test
    void onlySomeAreRemembered() {
        for (int i = 0; i < 1000; i++) strangers.named("pigeon" + i);
        assertThat(strangers.all()).hasSize(20);
    }
}
