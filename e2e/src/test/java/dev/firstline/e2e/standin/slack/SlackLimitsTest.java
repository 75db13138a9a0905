package dev.firstline.e2e.standin.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.standin.SetClock;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.Wire;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackLimitsTest {
    private static final String CHANNEL = "C0INCIDENT";
    private final SetClock clock = new SetClock();
    private SlackStandIn slack;
    private SlackClient client;

    @BeforeEach
    void start() {
        slack = SlackStandIn.start(Setup.anyPort().clock(clock))
                .channel(CHANNEL, "incidents")
                .channel("C0ANOTHER0", "another");
        client = new SlackClient(slack, SlackStandIn.TOKEN);
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void fourthPostIntoAChannelWithinThreeSecondsIsTooMany() throws Exception {
        for (int i = 0; i < 3; i++) client.post(CHANNEL, "m" + i);

        Wire.Got limited = client.call("chat.postMessage", SlackClient.message(CHANNEL, "m3"));

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("retry-after")).isEqualTo("3");
        assertThat(limited.json().path("error").asText()).isEqualTo("ratelimited");
        assertThat(slack.messages(CHANNEL)).hasSize(3);
        client.post("C0ANOTHER0", "elsewhere");
        clock.pass(Duration.ofSeconds(3));
        client.post(CHANNEL, "m3");
    }

    @Test
    void fiftyFirstUpdateWithinAMinuteIsTooManyWhileOtherMethodsGoOn() throws Exception {
        String ts = client.post(CHANNEL, "m");
        for (int i = 0; i < 50; i++) {
            assertThat(update(ts).status()).isEqualTo(200);
            clock.pass(Duration.ofMillis(500));
        }

        Wire.Got limited = update(ts);

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("retry-after")).isEqualTo("35");
        assertThat(client.read("conversations.history", "channel=" + CHANNEL).status())
                .isEqualTo(200);
        clock.pass(Duration.ofSeconds(35));
        assertThat(update(ts).status()).isEqualTo(200);
    }

    @Test
    void workspaceHasALimitAboveItsChannels() throws Exception {
        for (int i = 0; i < 300; i++) {
            slack.channel("C" + i, "c" + i);
            client.post("C" + i, "m");
        }
        assertThat(client.call("chat.postMessage", SlackClient.message(CHANNEL, "m"))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void limitsCanBeRaised() throws Exception {
        slack.limits(SlackLimits.raised(10));

        for (int i = 0; i < 30; i++) client.post(CHANNEL, "m" + i);
    }

    @Test
    void faultsSpeakSlacksWords() throws Exception {
        slack.faults().arm(Fault.on("chat\\.postMessage").rateLimited(7).once());
        slack.faults().arm(Fault.on("chat\\.postMessage").refused("fatal_error").once());
        var message = SlackClient.message(CHANNEL, "m");

        Wire.Got limited = client.call("chat.postMessage", message);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("retry-after")).isEqualTo("7");
        assertThat(SlackClient.error(client.call("chat.postMessage", message))).isEqualTo("fatal_error");
        assertThat(client.call("chat.postMessage", message).json().path("ok").asBoolean())
                .isTrue();
    }

    private Wire.Got update(String ts) throws Exception {
        return client.call("chat.update", SlackClient.message(CHANNEL, "edited").put("ts", ts));
    }
}
