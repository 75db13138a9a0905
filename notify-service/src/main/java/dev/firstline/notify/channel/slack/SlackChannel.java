package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.notify.channel.Attempt;
import dev.firstline.notify.channel.Channel;
import dev.firstline.notify.channel.Wellbeing;
import dev.firstline.notify.channel.http.Caller;
import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.Next;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.domain.Route;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells in Slack: one message an incident, edited as it changes, the story in its thread. */
@Singleton
public class SlackChannel implements Channel {

    /** The channel's name. */
    public static final String NAME = "slack";

    private final Optional<String> defaultChannel;
    private final SlackToken token;
    private final SlackSteps steps;
    private final SlackSending sending;
    private final SlackLook look;
    private final SlackProbe probe;

    @Inject
    public SlackChannel(SlackConfig config, ObjectMapper json) {
        this.defaultChannel = config.defaultChannel().map(String::strip).filter(name -> !name.isEmpty());
        this.token = new SlackToken(config.token(), config.tokenFile());
        SlackApi api = new SlackApi(new Caller(), json, config.url(), token);
        SlackChannelIds ids = new SlackChannelIds(api);
        SlackOutcomes outcomes = new SlackOutcomes(config.tokenRetry(), config.channelRetry());
        this.steps = new SlackSteps(new SlackTexts(config.mention()), new SlackBudgets(config.limits()));
        this.sending = new SlackSending(api, outcomes, ids);
        this.look = new SlackLook(api, outcomes, ids, config.lookBack());
        this.probe = new SlackProbe(api, ids);
        defaultChannel.ifPresent(probe::watch);
        config.channels().orElse(List.of()).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(probe::watch);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> destination(Route route) {
        if (!token.isSet()) return Optional.empty();
        return Optional.of(route.slackChannel().strip())
                .filter(name -> !name.isEmpty())
                .or(() -> defaultChannel);
    }

    @Override
    public boolean tellsStory() {
        return true;
    }

    @Override
    public Next next(Conversation conversation, Instant now) {
        return steps.next(conversation, now);
    }

    @Override
    public Outcome send(Conversation conversation, Operation operation, Attempt attempt) {
        probe.note(conversation.key().destination());
        return switch ((SlackOperation) operation) {
            case SlackOperation.Post post -> sending.post(conversation, post, attempt);
            case SlackOperation.Edit edit -> sending.edit(conversation, edit, attempt);
            case SlackOperation.Reply reply -> sending.reply(conversation, reply, attempt);
            case SlackOperation.Look looking -> look.look(conversation, looking, attempt);
        };
    }

    @Override
    public Wellbeing probe() {
        return token.isSet() ? probe.probe() : Wellbeing.notSetUp("no token is set; what is for Slack goes to the log");
    }
}
