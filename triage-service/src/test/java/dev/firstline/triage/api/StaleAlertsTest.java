package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.triage.domain.Listening;
import dev.firstline.triage.domain.StaleAlerts;
import dev.firstline.triage.testing.Sender;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each test has a source of its own, named like its region. */
@QuarkusTest
class StaleAlertsTest extends TriageStories {

    private static final Duration ONE_HOUR = Duration.ofHours(1);

    @Inject
    StaleAlerts stale;

    private Event fires(String name) {
        return firing(fingerprint(name), "PayDown", region).toBuilder()
                .setSource(region)
                .build();
    }

    private Event isOver(String name) {
        return resolved(fingerprint(name), "PayDown", region).toBuilder()
                .setSource(region)
                .build();
    }

    private static Instant twoHoursAgo() {
        return Instant.now().minus(Duration.ofHours(2));
    }

    private static Instant minutesAgo(long minutes) {
        return Instant.now().minus(Duration.ofMinutes(minutes));
    }

    /** Where ingest has listened all the time, and handed everything over. */
    private int close() {
        return close(minutesAgo(600), Instant.now());
    }

    private int close(Instant since, Instant until) {
        return stale.close(region, ONE_HOUR, new Listening(since, until), 200);
    }

    private EventStatus status(String name) {
        return alert(fingerprint(name)).getStatus();
    }

    @Test
    void whatIsNotRepeatedIsClosedAndSaysWhyAndItsNextFiringIsANewEpisode() {
        sender.sendAt(twoHoursAgo(), fires("a"));
        assertThat(close()).isEqualTo(1);
        var incident = incident();
        assertThat(incident.getStatus()).isEqualTo(IncidentStatus.INCIDENT_STATUS_RESOLVED);
        assertThat(timeline(incident.getId()))
                .extracting(TimelineEntry::getText)
                .anyMatch(text -> text.contains("stale: its source has not repeated it for 1h"));
        assertThat(close()).as("once").isZero();

        sender.send(fires("a"));
        assertThat(status("a")).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        long episodes = transactions.single(tx -> tx.first(
                        "select count(*) as episodes from episode e join alert a on a.id = e.alert_id where a.source = $1",
                        row -> row.getLong("episodes"),
                        region)
                .orElseThrow());
        assertThat(episodes).isEqualTo(2);
    }

    @Test
    void whileNobodyListenedNothingWasLeftUnrepeated() {
        sender.sendAt(twoHoursAgo(), fires("a"));
        assertThat(close(minutesAgo(30), Instant.now())).as("after an outage").isZero();
        assertThat(status("a")).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        assertThat(close(minutesAgo(90), Instant.now())).as("long after one").isEqualTo(1);
        assertThat(status("a")).isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
    }

    @Test
    void whatIngestHasNotHandedOverYetMayBeARepeat() {
        sender.sendAt(twoHoursAgo(), fires("a"));
        assertThat(close(minutesAgo(600), minutesAgo(90))).as("a backlog").isZero();
        assertThat(status("a")).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        assertThat(close(minutesAgo(600), minutesAgo(30))).as("less of one").isEqualTo(1);
        assertThat(status("a")).isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
    }

    @Test
    void aSourceWhoseEpisodesNeverReturnIsHeardAfterAStaleEnd() {
        Event keyed = fires("a").toBuilder()
                .setEpisodeKey("cycle-1")
                .setEpisodeKeyNeverReturns(true)
                .build();
        sender.sendAt(twoHoursAgo(), keyed);
        assertThat(close()).isEqualTo(1);
        sender.send(keyed);
        assertThat(status("a")).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
    }

    @Test
    void whatIsRepeatedOrBelongsToAnotherSourceStaysOpen() {
        sender.sendAt(twoHoursAgo(), fires("a"), firing(fingerprint("other"), "PayDown", region));
        sender.send(fires("a"));
        assertThat(close()).isZero();
        assertThat(status("a")).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        assertThat(status("other")).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
    }

    @Test
    void whatWasAcceptedBeforeTheClosingAndIsFoldedAfterItGoesBeforeIt() {
        long earlier = Sender.nextPlace();
        sender.sendAt(twoHoursAgo(), fires("a"));
        long onItsWay = Sender.nextPlace();
        assertThat(close()).isEqualTo(1);
        sender.stub().receiveEvents(Sender.batch(earlier, twoHoursAgo(), List.of(fires("a"))));
        assertThat(status("a")).as("an older word").isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
        sender.stub().receiveEvents(Sender.batch(onItsWay, Instant.now(), List.of(fires("a"))));
        assertThat(status("a")).as("a newer word").isEqualTo(EventStatus.EVENT_STATUS_FIRING);
    }

    @Test
    void theSourcesOwnOrderGoesOnBehindTheClosing() {
        sender.sendAt(twoHoursAgo(), fires("a").toBuilder().setSourceOrder(100).build());
        assertThat(close()).isEqualTo(1);
        sender.send(fires("a").toBuilder().setSourceOrder(90).build());
        assertThat(status("a")).as("an older word").isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
        sender.send(fires("a").toBuilder().setSourceOrder(110).build());
        assertThat(status("a")).as("a newer word").isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        sender.send(isOver("a").toBuilder().setSourceOrder(120).build());
        assertThat(status("a")).isEqualTo(EventStatus.EVENT_STATUS_RESOLVED);
    }
}
