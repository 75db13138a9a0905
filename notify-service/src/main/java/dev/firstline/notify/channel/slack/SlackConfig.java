package dev.firstline.notify.channel.slack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How Slack is reached. */
@ConfigMapping(prefix = "firstline.notify.slack")
public interface SlackConfig {

    /** Where the Web API is. */
    @WithDefault("https://slack.com/api/")
    URI url();

    /** The bot token (xoxb-…). Where neither this nor a file is set, what is for Slack is told through the log. */
    Optional<String> token();

    /** A file that holds the bot token and nothing else; read again as it changes. */
    @WithName("token.file")
    Optional<Path> tokenFile();

    /** The channel (its id or its name) for incidents whose team names none. */
    Optional<String> defaultChannel();

    /**
     * The channels that the service catalogue names for its teams: looked at from the start on. One that isn't listed here is looked at
     * once something was told to it.
     */
    Optional<List<String>> channels();

    /** Who is mentioned while a critical incident is open and nobody has acknowledged it; "none" for nobody. */
    @WithDefault("<!here>")
    String mention();

    /** How often Slack may be called, by all replicas together. */
    Limits limits();

    /** How far before an attempt whose end nobody saw its message is looked for: Slack's clock is not ours. */
    @WithDefault("10m")
    Duration lookBack();

    /** How long to wait before another try with a token that Slack refuses. */
    @WithDefault("30s")
    Duration tokenRetry();

    /** How long to wait before another try in a channel that Slack refuses (unknown, archived, not joined). */
    @WithDefault("2m")
    Duration channelRetry();

    /**
     * Somewhat below Slack's own limits, so that they aren't met.
     *
     * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack: rate limits</a>
     */
    interface Limits {

        /** Time between two messages to one channel; Slack allows about one a second. 0s for no limit of our own. */
        @WithDefault("1100ms")
        Duration postInterval();

        /** Messages a minute to all channels together; Slack allows several hundred. 0 for no limit of our own. */
        @WithDefault("240")
        int postsPerMinute();

        /** Calls a minute of each other method; those that messages need are tier 3, 50 and more. 0 for no limit of our own. */
        @WithDefault("44")
        int callsPerMinute();
    }
}
