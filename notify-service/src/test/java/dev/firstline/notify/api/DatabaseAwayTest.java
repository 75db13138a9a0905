package dev.firstline.notify.api;

import static dev.firstline.platform.testing.DatabaseAway.assertRefused;
import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.testing.NotifyStories;
import dev.firstline.notify.testing.Snapshots;
import dev.firstline.notify.testing.Vendors;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.platform.testing.WiredPostgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What triage and people hear while the database is away, and that it ends by itself. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.OnAWire.class)
class DatabaseAwayTest extends NotifyStories {

    /** A database of its own, at the end of a wire. */
    public static class OnAWire implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(WiredPostgres.class), new TestResourceEntry(Vendors.class));
        }
    }

    @AfterEach
    void mend() {
        WiredPostgres.wire().mend();
    }

    @Test
    void callersAreToldToComeAgainAndAreServedOnceItIsBack() {
        assertThat(receive(incident.next(Snapshots::unchanged, 1))).isEqualTo(1);
        eventually(() -> assertThat(slack.roots(incident.id())).hasSize(1));
        WiredPostgres.wire().cut();
        var resolved = incident.next(Snapshots::resolved, 1);
        assertRefused(() -> receive(resolved));
        assertRefused(this::deliveries);
        assertRefused("firstline.notify.v1.NotifyService/ListDeliveries", TestTokens.of("ann", "viewer"), "{}");
        WiredPostgres.wire().mend();
        eventually(() -> assertThat(receive(resolved)).isEqualTo(2));
        eventually(() -> assertThat(root()).startsWith("*[RESOLVED]"));
        assertThat(slack.roots(incident.id())).hasSize(1);
    }
}
