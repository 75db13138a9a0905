package dev.firstline.notify.channel.pagerduty;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How PagerDuty is reached. */
@ConfigMapping(prefix = "firstline.notify.pagerduty")
public interface PagerDutyConfig {

    /** Where the Events API is; /v2/enqueue is added. */
    @WithDefault("https://events.pagerduty.com/")
    URI url();

    /** Routing keys (integration keys of "Events API v2") by the name that the service catalogue uses for them. */
    Map<String, String> routingKeys();

    /** The same from files that hold a key and nothing else; read again as they change. */
    Map<String, Path> routingKeyFiles();

    /** The name of the routing key for incidents whose team names none, or one that isn't known here. */
    @WithName("default")
    Optional<String> defaultKey();

    /**
     * Whether routing keys are tried at the start and as they change: with an acknowledgement that belongs to no alert, which PagerDuty
     * drops. Not where rules of an Event Orchestration make alerts of acknowledgements.
     */
    @WithDefault("true")
    boolean tryKeys();

    /** How long to wait before another try with what PagerDuty refuses, a wrong routing key for example. */
    @WithDefault("1m")
    Duration refusedRetry();
}
