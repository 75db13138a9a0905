package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.triage.v1.Incident;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts whose episodes belong to several incidents: each incident counts them once. {@link TriageStories} counts after each test. */
@QuarkusTest
class MovingAlertsTest extends TriageStories {

    private String elsewhere;

    @BeforeEach
    void anotherGroup() {
        elsewhere = region + "-elsewhere";
    }

    @Test
    void anAlertThatLeavesItsGroupAndComesBackIsCountedOnce() {
        sender.send(firing(fingerprint("stays"), "PayDown", region), firing(fingerprint("moves"), "PayDown", region));
        sender.send(resolved(fingerprint("moves"), "PayDown", region));
        sender.send(firing(fingerprint("moves"), "PayDown", elsewhere));
        sender.send(resolved(fingerprint("moves"), "PayDown", elsewhere));
        sender.send(firing(fingerprint("moves"), "PayDown", region));
        assertTwoAlertsFire();
    }

    @Test
    void soIsOneThatDoesItWithinOneBatch() {
        sender.send(firing(fingerprint("stays"), "PayDown", region));
        sender.send(
                firing(fingerprint("moves"), "PayDown", region),
                resolved(fingerprint("moves"), "PayDown", region),
                firing(fingerprint("moves"), "PayDown", elsewhere),
                resolved(fingerprint("moves"), "PayDown", elsewhere),
                firing(fingerprint("moves"), "PayDown", region));
        assertTwoAlertsFire();
    }

    @Test
    void soIsOneThatComesBackManyTimes() {
        sender.send(
                firing(fingerprint("stays"), "PayDown", region), firing(fingerprint("stays2"), "PayDown", elsewhere));
        for (int i = 0; i < 4; i++) {
            String group = i % 2 == 0 ? region : elsewhere;
            sender.send(firing(fingerprint("moves"), "PayDown", group));
            sender.send(resolved(fingerprint("moves"), "PayDown", group));
        }
        sender.send(firing(fingerprint("moves"), "PayDown", region));
        assertTwoAlertsFire();
    }

    private void assertTwoAlertsFire() {
        Incident incident = incidents().stream()
                .filter(one -> one.getAlertsList().stream()
                        .anyMatch(alert -> alert.getFingerprint().equals(fingerprint("stays"))))
                .findFirst()
                .orElseThrow();
        assertThat(incident.getAlertsList())
                .extracting(Alert::getFingerprint)
                .containsExactlyInAnyOrder(fingerprint("stays"), fingerprint("moves"));
        assertThat(incident.getAlertCounts().getFiring()).isEqualTo(2);
        assertThat(incident.getAlertCounts().getResolved()).isZero();
    }

    @Test
    void whereAnEpisodeGoesOnInALaterIncidentTheEarlierOneStandsForItsAlertAgain() {
        Instant before = Instant.now().minus(Duration.ofHours(2));
        sender.sendAt(before, keyed(firing(fingerprint("a"), "PayDown", region), "first"));
        sender.sendAt(before.plusSeconds(1), keyed(resolved(fingerprint("a"), "PayDown", region), "first"));
        sender.sendAt(before.plusSeconds(2), keyed(firing(fingerprint("a"), "PayDown", region), "second"));
        sender.sendAt(before.plusSeconds(3), keyed(resolved(fingerprint("a"), "PayDown", region), "second"));
        assertThat(incidents()).hasSize(1);
        sender.send(keyed(firing(fingerprint("a"), "PayDown", region), "second"));
        assertThat(incidents()).hasSize(2).allSatisfy(incident -> assertThat(incident.getAlertsList())
                .hasSize(1));
        assertThat(incidents().get(0).getAlertCounts().getFiring()).isEqualTo(1);
        assertThat(incidents().get(1).getAlertCounts().getResolved()).isEqualTo(1);
    }

    private static Event keyed(Event event, String key) {
        return event.toBuilder().setEpisodeKey(key).build();
    }
}
