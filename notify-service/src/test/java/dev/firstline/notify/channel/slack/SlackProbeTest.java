package dev.firstline.notify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.notify.channel.Wellbeing;
import dev.firstline.notify.channel.http.Caller;
import dev.firstline.notify.testing.FakeServer.Fate;
import dev.firstline.notify.testing.FakeSlack;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackProbeTest {

    private final FakeSlack slack = new FakeSlack();

    @AfterEach
    void stop() {
        slack.stop();
    }

    @Test
    void aRightTokenIsWellAndSaysWhoseItIs() {
        Wellbeing seen = probe("C123", slack.url());
        assertThat(seen.problems()).isEmpty();
        assertThat(seen.facts()).containsEntry("user", "firstline").containsEntry("channel C123", "C123");
    }

    @Test
    void aWrongTokenIsNamed() {
        slack.next("auth.test", new Fate.Fails("invalid_auth"));
        assertThat(probe("C123", slack.url()).problems()).containsExactly("wrong token: Slack answers invalid_auth");
    }

    @Test
    void aChannelThatSlackDoesNotKnowIsNamed() {
        slack.next("conversations.info", new Fate.Fails("channel_not_found"));
        assertThat(probe("C123", slack.url()).problems()).containsExactly("C123: Slack answers channel_not_found");
    }

    @Test
    void aChannelsNameThatSlackDoesNotListIsNoProblemYet() {
        assertThat(probe("#alerts", slack.url()).problems()).isEmpty();
    }

    @Test
    void aSlackThatIsAwayIsNamed() {
        String url = slack.url();
        slack.stop();
        assertThat(probe("C123", url).problems()).singleElement().asString().startsWith("Slack can't be reached");
    }

    private static Wellbeing probe(String channel, String url) {
        SlackApi api = new SlackApi(
                new Caller(),
                new ObjectMapper(),
                URI.create(url),
                new SlackToken(Optional.of("xoxb-1"), Optional.empty()));
        return new SlackProbe(api, new SlackChannelIds(api), Optional.of(channel)).probe();
    }
}
