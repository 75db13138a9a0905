package dev.firstline.e2e.standin.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.e2e.standin.SetClock;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackChannelListTest {
    private static final String METHOD = "conversations.list";
    private SlackStandIn slack;
    private SlackClient client;

    @BeforeEach
    void start() {
        slack = SlackStandIn.start(Setup.anyPort().clock(new SetClock()))
                .channel("C0TWO", "two")
                .channel("C0ONE", "one")
                .foreignChannel("C0THREE", "three")
                .archivedChannel("C0OLD", "old");
        client = new SlackClient(slack, SlackStandIn.TOKEN);
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void everyChannelIsOnExactlyOnePageAndTheLastPageNamesNoNext() throws Exception {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = client.read(METHOD, "limit=2&exclude_archived=true" + cursor)
                    .json();
            page.path("channels").forEach(channel -> ids.add(channel.path("id").asText()));
            String next = page.at("/response_metadata/next_cursor").textValue();
            cursor = next.isEmpty() ? "" : "&cursor=" + next.replace("=", "%3D");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(ids).containsExactly("C0ONE", "C0THREE", "C0TWO");
        assertThat(pages).isEqualTo(2);
    }

    @Test
    void channelSaysItsNameAndWhetherTheBotIsInIt() throws Exception {
        JsonNode channels = client.read(METHOD, "").json().path("channels");

        assertThat(channels).hasSize(4);
        assertThat(channels.get(3).path("name").asText()).isEqualTo("two");
        assertThat(channels.get(3).path("is_member").asBoolean()).isTrue();
        assertThat(channels.get(2).path("is_member").asBoolean()).isFalse();
        assertThat(channels.get(0).path("is_archived").asBoolean()).isTrue();
    }

    @Test
    void oneTypeWithoutItsScopeRefusesTheWholeList() throws Exception {
        Wire.Got got = client.read(METHOD, "types=public_channel,private_channel");

        assertThat(SlackClient.error(got)).isEqualTo("missing_scope");
        assertThat(got.json().path("needed").asText()).isEqualTo("groups:read");
    }

    @Test
    void privateChannelsAreNoneForWhoMaySeeThem() throws Exception {
        slack.token("xoxb-more", List.of("channels:read", "groups:read"));

        JsonNode got = new SlackClient(slack, "xoxb-more")
                .read(METHOD, "types=private_channel")
                .json();

        assertThat(got.path("channels").isArray()).isTrue();
        assertThat(got.path("channels")).isEmpty();
    }

    @Test
    void senselessArgumentsAreRefusedByName() throws Exception {
        assertThat(SlackClient.error(client.read(METHOD, "types=planets"))).isEqualTo("invalid_types");
        assertThat(SlackClient.error(client.read(METHOD, "limit=1001"))).isEqualTo("invalid_limit");
        assertThat(SlackClient.error(client.read(METHOD, "cursor=x"))).isEqualTo("invalid_cursor");
    }

    @Test
    void listIsOfSlacksSecondTier() throws Exception {
        for (int call = 0; call < 20; call++)
            assertThat(client.read(METHOD, "").status()).isEqualTo(200);

        assertThat(client.read(METHOD, "").status()).isEqualTo(429);
        assertThat(client.read("conversations.info", "channel=C0ONE").status()).isEqualTo(200);
    }
}
