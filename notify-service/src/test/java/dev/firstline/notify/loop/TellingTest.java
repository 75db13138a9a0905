package dev.firstline.notify.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.testing.FakeServer.Fate;
import dev.firstline.notify.testing.NotifyStories;
import dev.firstline.notify.testing.Snapshots;
import dev.firstline.proto.notify.v1.Delivery;
import dev.firstline.proto.notify.v1.DeliveryOutcome;
import dev.firstline.proto.triage.v1.Phase;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TellingTest extends NotifyStories {

    @Test
    void anIncidentIsToldFromItsBeginningToItsEndAndAgain() {
        assertThat(receive(incident.next(Snapshots::unchanged, 2))).isEqualTo(2);
        eventually(() -> {
            assertThat(root())
                    .startsWith("*[DETECTED] LARGE · checkout · Payment errors*")
                    .contains("<!here>");
            assertThat(replies()).hasSize(1).first().asString().contains("line 1.", "line 2.");
            assertThat(pagerDuty.events(incident.id())).containsExactly("trigger 0");
        });
        assertThat(pagerDuty.payload(incident.id()).getString("severity")).isEqualTo("critical");

        receive(incident.next(Snapshots::acknowledged, 1));
        eventually(() -> {
            assertThat(root()).contains("Acknowledged by ann").doesNotContain("<!here>");
            assertThat(replies()).hasSize(2);
            assertThat(pagerDuty.events(incident.id())).containsExactly("trigger 0", "acknowledge 0");
        });

        receive(incident.next(Snapshots::resolved, 1));
        eventually(() -> {
            assertThat(root()).startsWith("*[RESOLVED] LARGE").contains("(5 min 0 s)");
            assertThat(pagerDuty.state(incident.id() + "/0")).isEqualTo("resolved");
            assertThat(replies()).hasSize(3);
        });

        receive(incident.next(Snapshots::reopened, 1));
        eventually(() -> {
            assertThat(root()).startsWith("*[DETECTED] LARGE").contains("reopened 1×");
            assertThat(pagerDuty.events(incident.id()))
                    .containsExactly("trigger 0", "acknowledge 0", "resolve 0", "trigger 1");
        });
        eventually(() -> assertThat(deliveries())
                .allMatch(delivery -> delivery.getOutcome() == DeliveryOutcome.DELIVERY_OUTCOME_SENT)
                .extracting(Delivery::getOperation)
                .contains("post", "edit", "reply", "trigger", "acknowledge", "resolve"));
    }

    @Test
    void aLostAnswerOfTheFirstMessageLeavesOneMessageWithTheLastState() {
        slack.next("chat.postMessage", incident.id(), new Fate.LosesAnswer());
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> assertThat(slack.roots(incident.id())).hasSize(1));
        receive(incident.next(change -> change.setPhase(Phase.PHASE_MITIGATING), 1));
        eventually(() -> {
            assertThat(slack.roots(incident.id())).hasSize(1);
            assertThat(root()).startsWith("*[MITIGATING]");
            assertThat(replies()).extracting(String::valueOf).anyMatch(text -> text.contains("line 2."));
            assertThat(operations("post", DeliveryOutcome.DELIVERY_OUTCOME_SENT))
                    .isEqualTo(1);
        });
    }

    @Test
    void aFirstMessageThatArrivesAfterItsRepetitionIsTakenAwayAgain() {
        CountDownLatch arrives = new CountDownLatch(1);
        slack.next("chat.postMessage", incident.id(), new Fate.ArrivesLate(arrives));
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> assertThat(slack.roots(incident.id())).hasSize(1));
        String known = slack.roots(incident.id()).getFirst().getString("ts");
        arrives.countDown();
        eventually(() -> assertThat(operations("post", DeliveryOutcome.DELIVERY_OUTCOME_RETRY))
                .isEqualTo(1));
        assertThat(slack.roots(incident.id()))
                .extracting(message -> message.getString("ts"))
                .containsExactly(known);
    }

    @Test
    void aReplyThatArrivesAfterItsRepetitionIsTakenAwayAgain() {
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> assertThat(replies()).hasSize(1));
        CountDownLatch arrives = new CountDownLatch(1);
        slack.next("chat.postMessage", incident.id(), new Fate.ArrivesLate(arrives));
        receive(incident.same(1));
        eventually(() -> assertThat(replies()).hasSize(2));
        arrives.countDown();
        eventually(() -> assertThat(operations("reply", DeliveryOutcome.DELIVERY_OUTCOME_RETRY))
                .isEqualTo(1));
        assertThat(replies()).hasSize(2);
    }

    @Test
    void whileSlackHangsThePagerIsNotLate() {
        Fate[] untilTheTestMendsIt = new Fate[100];
        Arrays.fill(untilTheTestMendsIt, new Fate.Hangs());
        slack.next("chat.postMessage", incident.id(), untilTheTestMendsIt);
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> assertThat(pagerDuty.events(incident.id())).containsExactly("trigger 0"));
        eventually(() -> assertThat(slack.awaited(incident.id())).isLessThan(100));
        assertThat(slack.roots(incident.id())).isEmpty();
        slack.mend(incident.id());
        eventually(() -> assertThat(slack.roots(incident.id())).hasSize(1));
        eventually(() -> assertThat(replies()).hasSize(1));
    }

    @Test
    void slacksErrorsAreSurvivedOneAfterTheOther() {
        slack.next(
                "chat.postMessage",
                incident.id(),
                new Fate.TooOften(1),
                new Fate.Fails("ratelimited"),
                new Fate.Fails("fatal_error"),
                new Fate.Fails("channel_not_found"),
                new Fate.Fails("invalid_auth"));
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> {
            assertThat(slack.roots(incident.id())).hasSize(1);
            assertThat(replies()).hasSize(1);
        });
        assertThat(deliveries())
                .extracting(Delivery::getDetail)
                .contains("ratelimited", "channel_not_found", "invalid_auth");
    }

    @Test
    void aFirstMessageThatSomebodyDeletedIsPostedAgain() {
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> assertThat(replies()).hasSize(1));
        slack.delete(slack.roots(incident.id()).getFirst().getString("ts"));
        receive(incident.next(change -> change.setPhase(Phase.PHASE_MITIGATING), 1));
        eventually(() -> {
            assertThat(slack.roots(incident.id())).hasSize(1);
            assertThat(root()).startsWith("*[MITIGATING]");
            assertThat(replies()).last().asString().contains("line 2.");
        });
    }

    @Test
    void aTriggerThatArrivesAfterTheResolveIsResolvedAgain() {
        CountDownLatch arrives = new CountDownLatch(1);
        pagerDuty.next("trigger", incident.id(), new Fate.ArrivesLate(arrives));
        receive(incident.next(Snapshots::unchanged, 1));
        // What ends before it is triggered pages nobody.
        eventually(() -> assertThat(pagerDuty.awaited(incident.id())).isZero());
        receive(incident.next(Snapshots::resolved, 1));
        eventually(() -> assertThat(pagerDuty.events(incident.id())).contains("resolve 0"));
        arrives.countDown();
        eventually(() -> {
            List<String> events = pagerDuty.events(incident.id());
            assertThat(events.lastIndexOf("resolve 0")).isGreaterThan(events.lastIndexOf("trigger 0"));
            assertThat(events).contains("trigger 0");
        });
        assertThat(pagerDuty.state(incident.id() + "/0")).isEqualTo("resolved");
    }

    @Test
    void whatEndedBeforeItsFirstNoticeIsToldAndPagesNobody() {
        receive(incident.next(Snapshots::resolved, 1));
        eventually(() -> assertThat(root()).startsWith("*[RESOLVED]"));
        assertThat(pagerDuty.events(incident.id())).isEmpty();
    }

    @Test
    void aChannelThatIsNotSetUpIsToldThroughTheLogAndSaysSo() {
        incident.route(route -> route.clearChannels().addChannels("pigeon"));
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> assertThat(deliveries()).hasSize(1).first().satisfies(delivery -> {
            assertThat(delivery.getChannel()).isEqualTo("log");
            assertThat(delivery.getOperation()).isEqualTo("write");
            assertThat(delivery.getDetail()).isEqualTo("pigeon is not set up: told through the log");
        }));
    }

    @Test
    void manyLinesAreCombinedIntoFewReplies() {
        receive(incident.next(Snapshots::unchanged, 150));
        eventually(() -> {
            assertThat(replies()).hasSizeBetween(2, 6);
            assertThat(replies()).last().asString().contains("line 150.");
        });
    }

    private long operations(String operation, DeliveryOutcome outcome) {
        return deliveries().stream()
                .filter(delivery -> delivery.getOperation().equals(operation) && delivery.getOutcome() == outcome)
                .count();
    }
}
