package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.triage.v1.ReceiveListeningRequest;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import dev.firstline.triage.domain.Listening;
import dev.firstline.triage.domain.StaleAlerts;
import dev.firstline.triage.loop.StaleWatch;
import dev.firstline.triage.store.ListeningStore;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody else in this database is told, or asks: its one row is this class's own. */
@QuarkusTest
class ListeningIntakeTest extends TriageStories {

    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-11-21T11:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Inject
    ListeningStore listening;

    @Inject
    StaleAlerts stale;

    @Inject
    DueWorkStore dueWork;

    @Inject
    InstantSource clock;

    @BeforeEach
    void nothingWasEverTold() {
        transactions.run(tx -> tx.update("delete from listening"));
    }

    private static ReceiveListeningRequest word(Instant since, Instant until) {
        return ReceiveListeningRequest.newBuilder()
                .setSinceTime(Protos.time(since))
                .setUntilTime(Protos.time(until))
                .build();
    }

    private void tell(Instant since, Instant until) {
        var ignored = sender.stub().receiveListening(word(since, until));
    }

    private Optional<Listening> told() {
        return transactions.single(listening::told);
    }

    @Test
    void whatReachesFurthestIsKeptInWhateverOrderItComes() {
        assertThat(told()).isEmpty();
        tell(NINE, TEN);
        assertThat(told()).contains(new Listening(NINE, TEN));
        tell(NINE, ELEVEN);
        tell(NINE, TEN);
        assertThat(told()).as("a late word").contains(new Listening(NINE, ELEVEN));
        tell(NOON, ELEVEN);
        assertThat(told()).as("a word after a gap").contains(new Listening(NOON, ELEVEN));
        tell(NINE, NOON);
        assertThat(told()).as("a gap that was told stays").contains(new Listening(NOON, NOON));
    }

    @Test
    void aWordThatLacksATimeIsRefused() {
        assertThat(refusal(sender.stub(), ReceiveListeningRequest.getDefaultInstance()))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(told()).isEmpty();
    }

    @Test
    void aPersonCantSpeakForIngest() {
        assertThat(refusal(as("ada", "admin"), word(NINE, TEN))).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(told()).isEmpty();
    }

    private static Status.Code refusal(
            TriageServiceGrpc.TriageServiceBlockingStub stub, ReceiveListeningRequest request) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> stub.receiveListening(request))
                .getStatus()
                .getCode();
    }

    @Test
    void theWatchClosesNothingWithoutAWordOfIngest() {
        Instant now = Instant.now();
        String fingerprint = fingerprint("a");
        sender.sendAt(
                now.minus(Duration.ofHours(2)),
                firing(fingerprint, "PayDown", region).toBuilder()
                        .setSource(region)
                        .build());
        StaleWatch watch = new StaleWatch(
                stale, listening, dueWork, transactions, clock, () -> Map.of(region, Duration.ofHours(1)));
        assertThat(look(watch)).isInstanceOf(Result.Again.class);
        assertThat(alert(fingerprint).getStatus()).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        tell(now.minus(Duration.ofHours(3)), now);
        eventually("it is closed", () -> {
            look(watch);
            return alert(fingerprint).getStatus() == EventStatus.EVENT_STATUS_RESOLVED;
        });
    }

    private Result look(StaleWatch watch) {
        return watch.handle(
                new DueWork("stale", "open-alerts", 1, clock.instant().plusSeconds(5), 1, "", new byte[0]));
    }
}
