package dev.firstline.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.notify.channel.log.LogChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    @Test
    void twoOfOneNameStopTheStart() {
        assertThatThrownBy(() -> new Channels(List.of(new LogChannel(), new LogChannel())))
                .hasMessageContaining("two channels are called 'log'")
                .hasMessageContaining("one is wanted");
    }

    @Test
    void theyAreFoundByName() {
        Channels channels = new Channels(List.of(new LogChannel()));
        assertThat(channels.named("log")).isPresent();
        assertThat(channels.named("pigeon")).isEmpty();
    }
}
