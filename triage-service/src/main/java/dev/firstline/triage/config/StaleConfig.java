package dev.firstline.triage.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;

/** Sources that never say that an alert is over. */
@ConfigMapping(prefix = "firstline.stale-after")
public interface StaleConfig {

    /**
     * For how long the source may not repeat an alert before that is closed as stale, by source; at least 1m, and longer than the source's
     * own interval of repeats. The alerts of a source that isn't named here fire until the source says otherwise.
     */
    @WithParentName
    Map<String, Duration> bySource();
}
