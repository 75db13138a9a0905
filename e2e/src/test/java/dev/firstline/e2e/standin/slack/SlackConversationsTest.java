package dev.firstline.e2e.standin.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.SetClock;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.Wire;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackConversationsTest {
    private static final String CHANNEL = "C0INCIDENT";
    private final SetClock clock = new SetClock();
    private SlackStandIn slack;
    private SlackClient client;

    @BeforeEach
    void start() {
        slack = SlackStandIn.start(Setup.anyPort().clock(clock))
                .channel(CHANNEL, "incidents")
                .foreignChannel("C0FOREIGN0", "elsewhere")
                .archivedChannel("C0ARCHIVE0", "old")
                .limits(SlackLimits.raised(1000));
        client = new SlackClient(slack, SlackStandIn.TOKEN);
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void historyShowsRootsOnlyNewestFirstWithTheirThreadsCounted() throws Exception {
        String root = client.post(CHANNEL, "root");
        client.reply(CHANNEL, root, "reply");
        String newest = client.post(CHANNEL, "newest");

        JsonNode messages = history("").path("messages");

        assertThat(messages).extracting(message -> message.path("ts").asText()).containsExactly(newest, root);
        assertThat(messages.get(1).path("reply_count").asInt()).isEqualTo(1);
        assertThat(messages.get(1).path("thread_ts").asText()).isEqualTo(root);
    }

    @Test
    void historyCoversASpanWhoseEndsBelongToItOnlyWhenAsked() throws Exception {
        List<String> ts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ts.add(client.post(CHANNEL, "m" + i));
            clock.pass(Duration.ofSeconds(1));
        }
        String span = "&oldest=" + ts.get(0) + "&latest=" + ts.get(3);

        assertThat(texts(history(span))).containsExactly("m2", "m1");
        assertThat(texts(history(span + "&inclusive=true"))).containsExactly("m3", "m2", "m1", "m0");
        assertThat(texts(history("&oldest=1700000002"))).containsExactly("m3");
        assertThat(SlackClient.error(client.read("conversations.history", "channel=" + CHANNEL + "&oldest=today")))
                .isEqualTo("invalid_ts_oldest");
    }

    @Test
    void historyComesInPagesThatACursorJoins() throws Exception {
        for (int i = 0; i < 5; i++) client.post(CHANNEL, "m" + i);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = history("&limit=2&cursor=" + cursor.replace("=", "%3D"));
            seen.addAll(texts(page));
            cursor = page.at("/response_metadata/next_cursor").asText();
            assertThat(page.path("has_more").asBoolean()).isEqualTo(!cursor.isEmpty());
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactly("m4", "m3", "m2", "m1", "m0");
        assertThat(SlackClient.error(client.read("conversations.history", "channel=" + CHANNEL + "&cursor=x")))
                .isEqualTo("invalid_cursor");
    }

    @Test
    void metadataPayloadIsShownOnlyWhenAllMetadataIsAskedFor() throws Exception {
        ObjectNode message = SlackClient.message(CHANNEL, "x");
        message.putObject("metadata")
                .put("event_type", "delivery")
                .putObject("event_payload")
                .put("id", "d-1");
        client.call("chat.postMessage", message);

        assertThat(history("").at("/messages/0/metadata").has("event_payload")).isFalse();
        assertThat(history("&include_all_metadata=1")
                        .at("/messages/0/metadata/event_payload/id")
                        .asText())
                .isEqualTo("d-1");
    }

    @Test
    void threadIsReadOldestFirstWithItsRootAtTheHeadOfEachPage() throws Exception {
        String root = client.post(CHANNEL, "root");
        for (int i = 0; i < 3; i++) client.reply(CHANNEL, root, "r" + i);
        String thread = "channel=" + CHANNEL + "&ts=" + root;

        JsonNode first =
                client.read("conversations.replies", thread + "&limit=3").json();
        String cursor = first.at("/response_metadata/next_cursor").asText().replace("=", "%3D");
        JsonNode second = client.read("conversations.replies", thread + "&limit=3&cursor=" + cursor)
                .json();

        assertThat(texts(first)).containsExactly("root", "r0", "r1");
        assertThat(texts(second)).containsExactly("root", "r2");
        assertThat(SlackClient.error(client.read("conversations.replies", "channel=" + CHANNEL + "&ts=1.000000")))
                .isEqualTo("thread_not_found");
    }

    @Test
    void deletedRootStaysAsAHeadstoneUntilItsLastReplyIsGone() throws Exception {
        String root = client.post(CHANNEL, "root");
        String reply = client.reply(CHANNEL, root, "reply");

        client.call("chat.delete", Json.object().put("channel", CHANNEL).put("ts", root));
        assertThat(history("").at("/messages/0/subtype").asText()).isEqualTo("tombstone");
        assertThat(error("chat.update", SlackClient.message(CHANNEL, "x").put("ts", root)))
                .isEqualTo("message_not_found");

        client.call("chat.delete", Json.object().put("channel", CHANNEL).put("ts", reply));
        assertThat(history("").path("messages")).isEmpty();
    }

    @Test
    void replyToAMessageThatIsGoneStandsInTheChannelWithoutAThread() throws Exception {
        ObjectNode reply = SlackClient.message(CHANNEL, "late").put("thread_ts", "1600000000.000000");

        Wire.Got got = client.call("chat.postMessage", reply);

        assertThat(got.json().path("message").has("thread_ts")).isFalse();
        assertThat(texts(history(""))).containsExactly("late");
    }

    @Test
    void channelIsDescribedWithWhetherTheBotIsInIt() throws Exception {
        assertThat(client.read("conversations.info", "channel=" + CHANNEL)
                        .json()
                        .at("/channel/is_member")
                        .asBoolean())
                .isTrue();
        assertThat(client.read("conversations.info", "channel=C0FOREIGN0")
                        .json()
                        .at("/channel/is_member")
                        .asBoolean())
                .isFalse();
        assertThat(SlackClient.error(client.read("conversations.info", "channel=incidents")))
                .isEqualTo("channel_not_found");
        assertThat(SlackClient.error(client.read("conversations.history", "channel=C0FOREIGN0")))
                .isEqualTo("not_in_channel");
    }

    @Test
    void threadsAreShownAsText() throws Exception {
        String root = client.post(CHANNEL, "[RESOLVED] checkout\nrestarted");
        clock.pass(Duration.ofSeconds(3));
        client.reply(CHANNEL, root, "restarting");
        client.call(
                "chat.update",
                SlackClient.message(CHANNEL, "[RESOLVED] checkout\nwell").put("ts", root));

        assertThat(slack.threadsAsText("#incidents", ZoneOffset.UTC)).isEqualTo("""
                #incidents
                  22:13:20 [RESOLVED] checkout
                           well (edited)
                    ↳ 22:13:23 restarting
                """);
    }

    private String error(String method, ObjectNode arguments) throws Exception {
        return SlackClient.error(client.call(method, arguments));
    }

    private JsonNode history(String further) throws Exception {
        return client.read("conversations.history", "channel=" + CHANNEL + further)
                .json();
    }

    private static List<String> texts(JsonNode page) {
        List<String> texts = new ArrayList<>();
        page.path("messages").forEach(message -> texts.add(message.path("text").asText()));
        return texts;
    }
}
