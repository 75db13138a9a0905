package dev.firstline.remediation.api;

import static dev.firstline.platform.testing.DatabaseAway.assertRefused;
import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.TestTokens;
import dev.firstline.platform.testing.WiredPostgres;
import dev.firstline.proto.common.v1.Verdict;
import dev.firstline.proto.remediation.v1.ApproveRequest;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.KillSwitch;
import dev.firstline.proto.remediation.v1.ListExecutionsRequest;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import dev.firstline.remediation.testing.WorldResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What triage and people hear while the database is away, and that it ends by itself. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.OnAWire.class)
class DatabaseAwayTest extends RemediationStories {

    /** A database of its own, at the end of a wire. */
    public static class OnAWire implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(WiredPostgres.class), new TestResourceEntry(WorldResource.class));
        }
    }

    @AfterEach
    void mend() {
        WiredPostgres.wire().mend();
    }

    @Test
    void callersAreToldToComeAgainAndAreServedOnceItIsBack() throws Exception {
        ListExecutionsRequest everything = ListExecutionsRequest.getDefaultInstance();
        assertThat(as("vic", "viewer").listExecutions(everything).getExecutionsList())
                .isEmpty();
        WiredPostgres.wire().cut();
        assertRefused(() -> tell("Auto", 1, true));
        assertRefused(() -> as("vic", "viewer").listExecutions(everything));
        assertRefused(() -> as("ann", "approver")
                .approve(ApproveRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setExecutionId(UUID.randomUUID().toString())
                        .setPlanHash("0".repeat(64))
                        .build()));
        assertRefused(() -> as("rob", "responder")
                .setKillSwitch(SetKillSwitchRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setScope(KillSwitch.Scope.SCOPE_EVERYTHING)
                        .setOn(true)
                        .setReason("it hurts")
                        .build()));
        assertRefused("firstline.remediation.v1.RemediationService/ListRunbooks", TestTokens.of("vic", "viewer"), "{}");
        WiredPostgres.wire().mend();
        eventually(() -> tell("Auto", 1, true));
        assertThat(await(it -> it.getState() == ExecutionState.EXECUTION_STATE_FINISHED)
                        .getVerdict())
                .as("no kill switch was set, and its loop has begun anew")
                .isEqualTo(Verdict.VERDICT_RECOVERED);
    }
}
