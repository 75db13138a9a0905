package dev.firstline.e2e.standin.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.SetClock;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackStandInTest {
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
    void authTestNamesTheBotAndItsScopes() throws Exception {
        Wire.Got got = client.call("auth.test", Json.object());

        assertThat(got.json().path("bot_id").asText()).isEqualTo(SlackWorkspace.BOT);
        assertThat(got.header("x-oauth-scopes")).isEqualTo("channels:history,channels:read,chat:write");
    }

    @Test
    void tokenIsMissingWrongOrAllowedTooLittle() throws Exception {
        slack.token("xoxb-reader", List.of("channels:read"));
        Wire anonymous = new Wire(slack.baseUrl(), Map.of());

        assertThat(SlackClient.error(anonymous.post("/api/auth.test", Json.object())))
                .isEqualTo("not_authed");
        assertThat(SlackClient.error(new SlackClient(slack, "xoxb-wrong").call("auth.test", Json.object())))
                .isEqualTo("invalid_auth");
        Wire.Got refused =
                new SlackClient(slack, "xoxb-reader").call("chat.postMessage", SlackClient.message(CHANNEL, "hello"));
        assertThat(SlackClient.error(refused)).isEqualTo("missing_scope");
        assertThat(refused.json().path("needed").asText()).isEqualTo("chat:write");
        assertThat(refused.json().path("provided").asText()).isEqualTo("channels:read");
    }

    @Test
    void postedMessageHasATsOfItsOwnThatIsItsTime() throws Exception {
        String first = client.post(CHANNEL, "one");
        String second = client.post("#incidents", "two");

        assertThat(first).isEqualTo("1700000000.000000");
        assertThat(second).isEqualTo("1700000000.000001");
        assertThat(slack.journal().effects("posted"))
                .extracting(effect -> effect.content().path("text").asText())
                .containsExactly("one", "two");
    }

    @Test
    void formsAreReadAsWellAsJson() throws Exception {
        Wire.Got got = client.wire()
                .send(
                        "POST",
                        "/api/chat.postMessage",
                        "application/x-www-form-urlencoded",
                        "channel=" + CHANNEL + "&text=a%20%26%20b&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D");

        assertThat(got.json().at("/message/text").asText()).isEqualTo("a & b");
        assertThat(got.json().at("/message/blocks/0/type").asText()).isEqualTo("divider");
    }

    @Test
    void jsonWithoutCharsetIsWarnedOfAndBrokenJsonRefused() throws Exception {
        Wire.Got warned = client.wire().send("POST", "/api/auth.test", "application/json", "{}");
        assertThat(warned.json().path("warning").asText()).isEqualTo("missing_charset");

        assertThat(SlackClient.error(client.wire().send("POST", "/api/auth.test", "application/json", "{")))
                .isEqualTo("invalid_json");
        assertThat(SlackClient.error(client.wire().send("POST", "/api/auth.test", "application/json", "[]")))
                .isEqualTo("json_not_object");
    }

    @Test
    void readingMethodsIgnoreAJsonBody() throws Exception {
        Wire.Got got = client.call("conversations.history", Json.object().put("channel", CHANNEL));

        assertThat(SlackClient.error(got)).isEqualTo("invalid_arguments");
        assertThat(got.json().at("/response_metadata/messages/0").asText())
                .isEqualTo("[ERROR] missing required field: channel");
    }

    @Test
    void postsThatSlackRefusesAreRefusedInItsWords() throws Exception {
        assertThat(postError(SlackClient.message("C0NOWHERE", "x"))).isEqualTo("channel_not_found");
        assertThat(postError(SlackClient.message("C0FOREIGN0", "x"))).isEqualTo("not_in_channel");
        assertThat(postError(SlackClient.message("C0ARCHIVE0", "x"))).isEqualTo("is_archived");
        assertThat(postError(SlackClient.message(CHANNEL, ""))).isEqualTo("no_text");
        assertThat(postError(SlackClient.message(CHANNEL, "x".repeat(40_001)))).isEqualTo("msg_too_long");
        assertThat(postError(SlackClient.message(CHANNEL, "x").put("metadata", "{\"event_type\":\"a\"}")))
                .isEqualTo("invalid_metadata_format");
        assertThat(postError(SlackClient.message(CHANNEL, "x").put("thread_ts", "yesterday")))
                .isEqualTo("invalid_thread_ts");
        ObjectNode blocks = SlackClient.message(CHANNEL, "x");
        blocks.putArray("blocks")
                .addObject()
                .put("type", "section")
                .putObject("text")
                .put("text", "x".repeat(3001));
        assertThat(postError(blocks)).isEqualTo("invalid_blocks");
        assertThat(slack.messages(CHANNEL)).isEmpty();
        assertThat(SlackClient.error(client.call("chat.shout", Json.object()))).isEqualTo("unknown_method");
    }

    @Test
    void updateKeepsMetadataAndBlocksThatItDoesNotName() throws Exception {
        ObjectNode message = SlackClient.message(CHANNEL, "open");
        message.putObject("metadata")
                .put("event_type", "delivery")
                .putObject("event_payload")
                .put("id", "d-1");
        message.putArray("blocks").addObject().put("type", "divider");
        String ts = SlackClient.ts(client.call("chat.postMessage", message));
        clock.pass(Duration.ofSeconds(5));

        client.call("chat.update", SlackClient.message(CHANNEL, "resolved").put("ts", ts));

        SlackMessage edited = slack.messages(CHANNEL).getFirst();
        assertThat(edited.ts()).isEqualTo(ts);
        assertThat(edited.content().text()).isEqualTo("resolved");
        assertThat(edited.editedTs()).contains("1700000005.000000");
        assertThat(edited.content()
                        .metadata()
                        .orElseThrow()
                        .at("/event_payload/id")
                        .asText())
                .isEqualTo("d-1");
        assertThat(edited.content().blocks()).isPresent();
    }

    @Test
    void updatesAndDeletesThatSlackRefusesAreRefusedInItsWords() throws Exception {
        String ours = client.post(CHANNEL, "ours");
        String theirs = slack.writes("U0SOMEBODY", CHANNEL, "theirs");

        assertThat(error("chat.update", SlackClient.message(CHANNEL, "x").put("ts", "1.000000")))
                .isEqualTo("message_not_found");
        assertThat(error("chat.update", SlackClient.message(CHANNEL, "x").put("ts", theirs)))
                .isEqualTo("cant_update_message");
        assertThat(error(
                        "chat.update",
                        SlackClient.message(CHANNEL, "x".repeat(4001)).put("ts", ours)))
                .isEqualTo("msg_too_long");
        assertThat(error("chat.update", SlackClient.message(CHANNEL, "x"))).isEqualTo("invalid_arguments");
        assertThat(error("chat.delete", Json.object().put("channel", CHANNEL).put("ts", theirs)))
                .isEqualTo("cant_delete_message");
    }

    private String postError(ObjectNode message) throws Exception {
        return error("chat.postMessage", message);
    }

    private String error(String method, ObjectNode arguments) throws Exception {
        return SlackClient.error(client.call(method, arguments));
    }
}
