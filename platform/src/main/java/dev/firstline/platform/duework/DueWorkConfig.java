package dev.firstline.platform.duework;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How due work is taken and tried again. */
@ConfigMapping(prefix = "firstline.due-work")
public interface DueWorkConfig {

    /** How often a process looks for due work that nobody did from memory. */
    @WithDefault("1s")
    Duration pollInterval();

    /** Wait after the first failed attempt. */
    @WithDefault("500ms")
    Duration firstBackoff();

    /** Longest wait between two attempts. */
    @WithDefault("30s")
    Duration longestBackoff();

    /** How long a version that was applied is remembered; far longer than anything older can be due. */
    @WithDefault("30d")
    Duration appliedRetention();

    /** How old a piece of due work may get before health and metrics say so. */
    @WithDefault("30s")
    Duration alarmAge();
}
