package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.triage.testing.Sender;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that were read again out of a payload stand behind its first ones, and before whatever was accepted later. */
@QuarkusTest
class ReplayedPlaceTest extends TriageStories {

    private void fold(long place, int firstIndex, Event event) {
        sender.stub()
                .receiveEvents(Sender.batch(place, Instant.now(), List.of(event)).toBuilder()
                        .setFirstIndex(firstIndex)
                        .build());
    }

    private EventStatus status() {
        return alert(fingerprint("a")).getStatus();
    }

    @Test
    void itIsNewerThanWhatWasReadFirst() {
        long place = Sender.nextPlace();
        fold(place, 0, firing(fingerprint("a"), "PayDown", region));
        assertThat(status()).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        fold(place, 1000, resolved(fingerprint("a"), "PayDown", region));
        assertThat(status()).isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
    }

    @Test
    void itIsOlderThanWhatWasAcceptedLater() {
        long place = Sender.nextPlace();
        fold(place, 0, firing(fingerprint("a"), "PayDown", region));
        fold(Sender.nextPlace(), 0, resolved(fingerprint("a"), "PayDown", region));
        fold(place, 1000, firing(fingerprint("a"), "PayDown", region));
        assertThat(status()).isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
    }
}
