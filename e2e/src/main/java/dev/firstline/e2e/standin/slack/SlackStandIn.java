package dev.firstline.e2e.standin.slack;

import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.StandIn;
import dev.firstline.e2e.standin.StandInServer;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Slack: the Web API's methods that an incident's bot uses, with Slack's errors and limits. Their kinds are the methods' names; its
 * effects are {@code posted}, {@code updated} and {@code deleted}.
 *
 * <p>Point the Web API's base, {@code https://slack.com/api}, at {@code baseUrl() + "/api"}.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/">Slack: using the Web API</a>
 */
public final class SlackStandIn implements StandIn {
    /** A token that is allowed everything from the start. */
    public static final String TOKEN = "xoxb-stand-in";

    /** What a bot needs for all methods here. */
    public static final List<String> SCOPES = List.of("channels:history", "channels:read", "chat:write");

    private final SlackWorkspace workspace;
    private final StandInServer server;

    private SlackStandIn(SlackWorkspace workspace, StandInServer server) {
        this.workspace = workspace;
        this.server = server;
    }

    /** Starts with {@link #TOKEN} and no channel, under Slack's own limits. */
    public static SlackStandIn start(Setup setup) {
        SlackWorkspace workspace = new SlackWorkspace(setup.clock());
        workspace.allow(TOKEN, SCOPES);
        return new SlackStandIn(workspace, StandInServer.start(new SlackApi(workspace), setup));
    }

    @Override
    public StandInServer server() {
        return server;
    }

    /** Adds a public channel that the bot has joined. */
    public SlackStandIn channel(String id, String name) {
        return add(new SlackChannel(id, name, true, false));
    }

    /** Adds a public channel that the bot was not invited to. */
    public SlackStandIn foreignChannel(String id, String name) {
        return add(new SlackChannel(id, name, false, false));
    }

    /** Adds a channel that is over. */
    public SlackStandIn archivedChannel(String id, String name) {
        return add(new SlackChannel(id, name, true, true));
    }

    /** Allows one more token, with these scopes only. */
    public SlackStandIn token(String token, Collection<String> scopes) {
        synchronized (workspace) {
            workspace.allow(token, scopes);
        }
        return this;
    }

    /** Sets other limits, with nothing used up yet. */
    public SlackStandIn limits(SlackLimits limits) {
        synchronized (workspace) {
            workspace.limit(limits);
        }
        return this;
    }

    /** A person writes into a channel; answers the message's ts. */
    public String writes(String user, String channel, String text) {
        synchronized (workspace) {
            return found(channel)
                    .post(
                            Optional.empty(),
                            user,
                            SlackMessage.Content.of(text),
                            workspace.clock().instant())
                    .ts();
        }
    }

    /** All messages of a channel, replies and headstones among them, oldest first. */
    public List<SlackMessage> messages(String channel) {
        synchronized (workspace) {
            return found(channel).all();
        }
    }

    /** A channel as a person sees it, threads unfolded, times in this zone. */
    public String threadsAsText(String channel, ZoneId zone) {
        synchronized (workspace) {
            return new SlackTranscript(found(channel), zone).text();
        }
    }

    private SlackStandIn add(SlackChannel channel) {
        synchronized (workspace) {
            workspace.add(channel);
        }
        return this;
    }

    private SlackChannel found(String idOrName) {
        return workspace
                .channelNamed(idOrName)
                .orElseThrow(() -> new IllegalArgumentException("no channel is called " + idOrName));
    }
}
