package dev.firstline.notify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.notify.channel.Wellbeing;
import dev.firstline.notify.channel.http.Caller;
import dev.firstline.notify.testing.FakeServer.Fate;
import dev.firstline.notify.testing.FakeSlack;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
    void aTokenThatLacksAScopeIsNamed() {
        slack.grants("chat:write,channels:read");
        assertThat(probe("C123", slack.url()).problems()).containsExactly("the token lacks the scope channels:history");
    }

    @Test
    void aChannelThatTheBotIsNotInIsNamed() {
        slack.knows("C123", "{\"id\":\"C123\",\"is_member\":false}");
        assertThat(probe("C123", slack.url()).problems()).containsExactly("the bot is not in C123; invite it");
    }

    @Test
    void anArchivedChannelIsNamed() {
        slack.knows("C123", "{\"id\":\"C123\",\"is_archived\":true,\"is_member\":true}");
        assertThat(probe("C123", slack.url()).problems()).containsExactly("C123 is archived");
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

    @Test
    void everyConfiguredChannelIsLookedAtFromTheStart() {
        slack.lists("alerts");
        slack.lists("payments");
        slack.next("conversations.info", new Fate.Fails("channel_not_found"));
        Wellbeing seen = probing(slack.url(), "#alerts", "#payments", "C777").probe();
        assertThat(seen.facts()).containsKeys("channel #alerts", "channel #payments", "channel C777");
        assertThat(seen.problems()).containsExactly("#alerts: Slack answers channel_not_found");
    }

    @Test
    void namesAreLookedUpInOneReadingOfTheList() {
        Wellbeing seen = probing(slack.url(), "#a", "#b", "#c").probe();
        assertThat(slack.calls("conversations.list")).isEqualTo(1);
        assertThat(seen.facts().get("channel #b")).startsWith("not in the list");
    }

    @Test
    void manyChannelsTakeTurnsAndKeepWhatWasSeenOfThem() {
        String[] channels =
                IntStream.range(0, 25).mapToObj(i -> "C" + (100 + i)).toArray(String[]::new);
        SlackProbe probe = probing(slack.url(), channels);
        slack.next("conversations.info", new Fate.Fails("channel_not_found"));
        Wellbeing first = probe.probe();
        assertThat(first.facts())
                .containsEntry("channel C119", "C119")
                .containsEntry("channel C124", "not looked at yet");
        Wellbeing second = probe.probe();
        assertThat(second.facts()).containsEntry("channel C124", "C124");
        assertThat(second.problems()).isEmpty();
        assertThat(slack.calls("conversations.info")).isEqualTo(39);
    }

    @Test
    void whereSlackIsCalledTooOftenTheOthersWaitForTheNextProbe() {
        slack.next("conversations.info", new Fate.TooOften(1));
        Wellbeing seen = probing(slack.url(), "C11", "C12").probe();
        assertThat(seen.problems()).isEmpty();
        assertThat(seen.facts())
                .containsEntry("channel C11", "not looked at: too many calls")
                .containsEntry("channel C12", "not looked at yet");
    }

    private static Wellbeing probe(String channel, String url) {
        return probing(url, channel).probe();
    }

    private static SlackProbe probing(String url, String... channels) {
        SlackApi api = new SlackApi(
                new Caller(),
                new ObjectMapper(),
                URI.create(url),
                new SlackToken(Optional.of("xoxb-1"), Optional.empty()));
        SlackProbe probe = new SlackProbe(api, new SlackChannelIds(api));
        List.of(channels).forEach(probe::watch);
        return probe;
    }
}
