package dev.firstline.e2e.standin.slack;

import dev.firstline.e2e.standin.RateWindow;
import dev.firstline.e2e.standin.RateWindow.Rate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How often Slack lets itself be called.
 *
 * @param postsPerChannel {@code chat.postMessage}, for each channel
 * @param postsPerWorkspace {@code chat.postMessage}, all channels together
 * @param tier2 {@code conversations.list}, for the workspace
 * @param tier3 each other method by itself, for the workspace
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack: rate limits</a>
 * @see <a href="https://api.slack.com/changelog/2018-03-great-rate-limits">Slack: the tiers</a>
 */
public record SlackLimits(Rate postsPerChannel, Rate postsPerWorkspace, Rate tier2, Rate tier3) {

    /**
     * Slack's own: one message a second and channel with a burst of three, "several hundred" a minute in the workspace (taken as 300),
     * tiers 2 and 3 as their floors of 20 and 50 a minute and method.
     */
    public static SlackLimits real() {
        return new SlackLimits(
                new Rate(3, Duration.ofSeconds(3)), Rate.perMinute(300), Rate.perMinute(20), Rate.perMinute(50));
    }

    /** Slack's own, this many times as much. */
    public static SlackLimits raised(int factor) {
        SlackLimits real = real();
        return new SlackLimits(
                times(real.postsPerChannel(), factor),
                times(real.postsPerWorkspace(), factor),
                times(real.tier2(), factor),
                times(real.tier3(), factor));
    }

    private static Rate times(Rate rate, int factor) {
        return new Rate(Math.multiplyExact(rate.calls(), factor), rate.window());
    }

    /** The limits at work. */
    static final class Gate {
        private final RateWindow channels;
        private final RateWindow workspace;
        private final RateWindow lists;
        private final RateWindow methods;

        Gate(SlackLimits limits, InstantSource clock) {
            channels = new RateWindow(limits.postsPerChannel(), clock);
            workspace = new RateWindow(limits.postsPerWorkspace(), clock);
            lists = new RateWindow(limits.tier2(), clock);
            methods = new RateWindow(limits.tier3(), clock);
        }

        void post(String channel) {
            refuse(channels.take(channel));
            refuse(workspace.take(""));
        }

        void call(String method) {
            refuse(method.equals("conversations.list") ? lists.take(method) : methods.take(method));
        }

        private static void refuse(Optional<Duration> wait) {
            wait.ifPresent(time -> {
                throw SlackProblem.rateLimited(time);
            });
        }
    }
}
