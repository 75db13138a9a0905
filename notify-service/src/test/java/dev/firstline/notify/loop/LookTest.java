package dev.firstline.notify.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.testing.FakeServer.Fate;
import dev.firstline.notify.testing.FakeSlack;
import dev.firstline.notify.testing.NotifyStories;
import dev.firstline.notify.testing.Snapshots;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The answer to a first message is lost, and then looking for it is not easy either. */
@QuarkusTest
class LookTest extends NotifyStories {

    @BeforeEach
    void begin() {
        incident.route(route -> route.clearChannels().addChannels("slack"));
        // The service looks at its own channel when it starts, and names no incident when it lists the channels.
        eventually(() -> assertThat(slack.calls("conversations.list")).isPositive());
    }

    enum Trouble {
        THE_LIST_FAILS("conversations.list", new Fate.Fails("internal_error"), new Fate.Fails("internal_error")),
        THE_LIST_HANGS("conversations.list", new Fate.Hangs()),
        THE_LIST_IS_LIMITED("conversations.list", new Fate.TooOften(1)),
        THE_LIST_LACKS_THE_SCOPE_FOR_PRIVATE_CHANNELS("conversations.list", new Fate.Fails("missing_scope")),
        THE_HISTORY_FAILS("conversations.history", new Fate.Fails("internal_error")),
        THE_HISTORY_HANGS("conversations.history", new Fate.Hangs()),
        THE_HISTORY_IS_REFUSED("conversations.history", new Fate.Fails("not_in_channel")),
        THE_THREAD_FAILS("conversations.replies", new Fate.Fails("fatal_error"));

        private final String method;
        private final Fate[] fates;

        Trouble(String method, Fate... fates) {
            this.method = method;
            this.fates = fates;
        }

        private String about(String channel) {
            return method.equals("conversations.list") ? "" : FakeSlack.id(channel);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsPostedAgainBeforeALookIsAnswered(Trouble trouble) {
        String name = trouble.name().toLowerCase(Locale.ROOT);
        slack.lists(name);
        incident.route(route -> route.setSlackChannel("#" + name));
        slack.next("chat.postMessage", incident.id(), new Fate.LosesAnswer());
        slack.next(trouble.method, trouble.about(name), trouble.fates);
        receive();
        eventually(() -> assertThat(slack.replies(incident.id())).hasSize(1));
        assertThat(slack.rootsEver(incident.id())).isEqualTo(1);
    }

    enum Blindness {
        THE_CHANNEL_IS_NOT_LISTED(""),
        THE_TOKEN_MAY_NOT_LIST("conversations.list", new Fate.Fails("missing_scope"), new Fate.Fails("missing_scope")),
        THE_TOKEN_MAY_NOT_READ("conversations.history", new Fate.Fails("missing_scope"));

        private final String method;
        private final Fate[] fates;

        Blindness(String method, Fate... fates) {
            this.method = method;
            this.fates = fates;
        }

        private String about(String channel) {
            return method.equals("conversations.list") ? "" : FakeSlack.id(channel);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNothingCanBeReadPeopleAreToldAndTheDoubleGoesOnceItCanBeSeen(Blindness blindness) {
        String name = blindness.name().toLowerCase(Locale.ROOT);
        if (blindness != Blindness.THE_CHANNEL_IS_NOT_LISTED) slack.lists(name);
        incident.route(route -> route.setSlackChannel("#" + name));
        slack.next("chat.postMessage", incident.id(), new Fate.LosesAnswer());
        slack.next(blindness.method, blindness.about(name), blindness.fates);
        receive();
        eventually(() -> assertThat(slack.replies(incident.id())).hasSize(1));
        eventually(() -> assertThat(slack.roots(incident.id())).hasSize(1));
        assertThat(slack.rootsEver(incident.id())).isEqualTo(2);
        assertThat(slack.replies(incident.id()).getFirst().getString("thread_ts"))
                .isEqualTo(slack.roots(incident.id()).getFirst().getString("ts"));
    }

    @Test
    void whereSlackLetsNobodyDeleteADoubleTheStoryGoesOn() {
        CountDownLatch arrives = new CountDownLatch(1);
        slack.keeps(incident.id());
        slack.next("chat.postMessage", incident.id(), new Fate.ArrivesLate(arrives));
        receive();
        eventually(() -> assertThat(slack.replies(incident.id())).hasSize(1));
        arrives.countDown();
        eventually(() -> assertThat(slack.roots(incident.id())).hasSize(2));
        receive();
        eventually(() -> assertThat(slack.replies(incident.id())).hasSize(2));
        assertThat(slack.replies(incident.id()))
                .extracting(reply -> reply.getString("thread_ts"))
                .containsOnly(slack.roots(incident.id()).getFirst().getString("ts"));
    }

    private void receive() {
        receive(incident.next(Snapshots::unchanged, 1));
    }
}
