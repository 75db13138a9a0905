package dev.firstline.triage.api;

import static dev.firstline.platform.testing.DatabaseAway.assertRefused;
import static dev.firstline.triage.testing.Sender.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.TestTokens;
import dev.firstline.platform.testing.WiredPostgres;
import dev.firstline.proto.triage.v1.AcknowledgeRequest;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import dev.firstline.triage.testing.NeighboursResource;
import dev.firstline.triage.testing.Sender;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ingest and people hear while the database is away, and that it ends by itself. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.OnAWire.class)
class DatabaseAwayTest extends TriageStories {

    /** A database of its own, at the end of a wire. */
    public static class OnAWire implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(WiredPostgres.class), new TestResourceEntry(NeighboursResource.class));
        }
    }

    @AfterEach
    void mend() {
        WiredPostgres.wire().mend();
    }

    @Test
    void callersAreToldToComeAgainAndTheSameBatchIsFoldedOnceItIsBack() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        var batch =
                Sender.batch(Sender.nextPlace(), Instant.now(), List.of(firing(fingerprint("b"), "PayDown", region)));
        WiredPostgres.wire().cut();
        assertRefused(() -> sender.stub().receiveEvents(batch));
        assertRefused(this::incidents);
        assertRefused(() -> as("ann", "responder")
                .acknowledge(AcknowledgeRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setIncidentId(id)
                        .build()));
        assertRefused("firstline.triage.v1.TriageService/ListIncidents", TestTokens.of("vic", "viewer"), "{}");
        WiredPostgres.wire().mend();
        eventually("the batch is folded", () -> isAnswered(() -> sender.stub().receiveEvents(batch)));
        eventually(
                "people are answered",
                () -> isAnswered(() -> as("vic", "viewer").listIncidents(ListIncidentsRequest.getDefaultInstance())));
        assertThat(incident().getAlertCounts().getFiring()).isEqualTo(2);
        assertThat(incident().getAcknowledgedBy()).isEmpty();
    }

    private static boolean isAnswered(Runnable call) {
        try {
            call.run();
            return true;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }
}
