package dev.firstline.notify.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.testing.FakeServer.Fate;
import dev.firstline.notify.testing.NotifyStories;
import dev.firstline.notify.testing.Snapshots;
import dev.firstline.proto.notify.v1.DeliveryOutcome;
import dev.firstline.proto.triage.v1.Phase;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What the vendors do that nobody would expect. */
@QuarkusTest
class VendorHabitsTest extends NotifyStories {

    @Test
    void aReplyWhoseFirstMessageSomebodyDeletedIsTakenBackAndStandsUnderANewOne() {
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> assertThat(replies()).hasSize(1));
        slack.delete(slack.roots(incident.id()).getFirst().getString("ts"));
        receive(incident.same(1));
        eventually(() -> {
            assertThat(replies()).last().asString().contains("line 2.");
            assertThat(slack.roots(incident.id())).hasSize(1);
        });
        assertThat(root()).startsWith("*[DETECTED]");
        assertThat(slack.replies(incident.id()).getLast().getString("thread_ts"))
                .isEqualTo(slack.roots(incident.id()).getFirst().getString("ts"));
        assertThat(deliveries()).anySatisfy(delivery -> {
            assertThat(delivery.getOperation()).isEqualTo("reply");
            assertThat(delivery.getOutcome()).isEqualTo(DeliveryOutcome.DELIVERY_OUTCOME_REFUSED);
            assertThat(delivery.getDetail()).isEqualTo("its thread is gone");
        });
    }

    @Test
    void theLongestTextIsShortEnoughForAnEdit() {
        receive(incident.next(change -> change.setTitle("<é&".repeat(3000)), 1));
        receive(incident.next(change -> change.setPhase(Phase.PHASE_MITIGATING), 1));
        eventually(() -> assertThat(root()).startsWith("*[MITIGATING]"));
        assertThat(slack.roots(incident.id())).hasSize(1);
    }

    @Test
    void aRoutingKeyThatPagerDutyDoesNotKnowIsToldAndTriedAgain() {
        pagerDuty.next("trigger", incident.id(), new Fate.Fails("Invalid routing key"));
        receive(incident.next(Snapshots::unchanged, 1));
        eventually(() -> assertThat(pagerDuty.events(incident.id())).containsExactly("trigger 0"));
        assertThat(deliveries()).anySatisfy(delivery -> {
            assertThat(delivery.getOutcome()).isEqualTo(DeliveryOutcome.DELIVERY_OUTCOME_REFUSED);
            assertThat(delivery.getDetail()).isEqualTo("HTTP 400 Invalid routing key");
        });
    }
}
