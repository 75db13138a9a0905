package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firstline.platform.duework.DeadLetterStore;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.Place;
import dev.firstline.proto.triage.v1.DeadLetter;
import dev.firstline.proto.triage.v1.ListDeadLettersRequest;
import dev.firstline.proto.triage.v1.ReplayDeadLetterRequest;
import dev.firstline.triage.store.DeadEvents;
import dev.firstline.triage.testing.Sender;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLettersTest extends TriageStories {

    @Inject
    DeadLetterStore letters;

    @Inject
    InstantSource clock;

    /** An event that something stood in the way of, which has been mended since. */
    private UUID setApart(Event event) {
        Event received = event.toBuilder()
                .setId(UUID.randomUUID() + "/0")
                .setPlace(Place.newBuilder().setBatch(Sender.nextPlace()))
                .setObservedTime(Protos.time(clock.instant()))
                .build();
        DueWork work =
                new DueWork(DeadEvents.KIND, received.getId(), 1, clock.instant(), 1, "", received.toByteArray());
        return transactions.call(tx -> letters.park(tx, work, "a rule failed"));
    }

    private List<DeadLetter> listed(boolean replayed) {
        return as("vic", "viewer")
                .listDeadLetters(ListDeadLettersRequest.newBuilder()
                        .setIncludeReplayed(replayed)
                        .setPageSize(200)
                        .build())
                .getDeadLettersList()
                .stream()
                .filter(letter -> letter.getEvent().getFingerprint().endsWith(region))
                .toList();
    }

    private String replayed(UUID letter) {
        return as("rob", "responder")
                .replayDeadLetter(ReplayDeadLetterRequest.newBuilder()
                        .setDeadLetterId(letter.toString())
                        .build())
                .getEventId();
    }

    private Status.Code refused(UUID letter) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> replayed(letter))
                .getStatus()
                .getCode();
    }

    @Test
    void anEventThatCouldNotBeFoldedIsShownAndFoldedOnceItCan() {
        UUID letter = setApart(firing(fingerprint("a"), "PayDown", region));
        assertThat(incidents()).isEmpty();
        assertThat(listed(false)).singleElement().satisfies(shown -> {
            assertThat(shown.getId()).isEqualTo(letter.toString());
            assertThat(shown.getReason()).isEqualTo("a rule failed");
        });

        String event = replayed(letter);
        assertThat(replayed(letter)).as("a second replay").isEqualTo(event);

        assertThat(incident().getAlertCounts().getFiring()).isEqualTo(1);
        assertThat(alert(fingerprint("a")).getEventCount()).isEqualTo(1);
        assertThat(listed(false)).isEmpty();
        assertThat(listed(true)).singleElement().matches(DeadLetter::hasReplayedTime);
    }

    @Test
    void whatStillCannotBeFoldedStaysAndSaysWhy() {
        UUID letter = setApart(firing(fingerprint("bad"), "PayDown", region).toBuilder()
                .putLabels("note", "a\0b")
                .build());
        assertThat(refused(letter)).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(listed(false)).hasSize(1);
        assertThat(refused(UUID.randomUUID())).isEqualTo(Status.Code.NOT_FOUND);
    }
}
