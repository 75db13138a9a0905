package dev.firstline.notify.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How people are told, whatever the channel. */
@ConfigMapping(prefix = "firstline.notify")
public interface NotifyConfig {

    /** Where the others find notify. It doesn't read this itself: one set of properties may serve all four. */
    Optional<String> addresses();

    /** How long nobody else sends for an incident and channel; longer than a call's deadline. */
    @WithDefault("10s")
    Duration lease();

    /** How long one call to a vendor may take. */
    @WithDefault("5s")
    Duration callDeadline();

    /**
     * How long after lease and deadline of an attempt whose end nobody saw its late arrival is still awaited, before the truth is
     * restored.
     */
    @WithDefault("1m")
    Duration repairWait();

    /** How often the channels are tried without telling anybody anything. */
    @WithDefault("1m")
    Duration probeInterval();

    /** How many calls to one channel a process makes at once. */
    @WithDefault("32")
    int callsPerChannel();

    /** How many calls to one destination of a channel a process makes at once. */
    @WithDefault("8")
    int callsPerDestination();
}
