package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.batch;
import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.nextPlace;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.Kind;
import dev.firstline.proto.triage.v1.Phase;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReceiveEventsTest extends TriageStories {

    @Test
    void aFiringBecomesAnAssessedIncidentThatNotifyAndRemediationHearOf() {
        String print = fingerprint("a");
        sender.send(firing(print, "PayDown", region));
        var incident = incident();
        assertThat(incident.getStatus()).isEqualTo(IncidentStatus.INCIDENT_STATUS_OPEN);
        assertThat(incident.getPhase()).isEqualTo(Phase.PHASE_DETECTED);
        assertThat(incident.getImpact()).isEqualTo(Impact.IMPACT_LARGE);
        assertThat(incident.getKind()).isEqualTo(Kind.KIND_CRITICAL);
        assertThat(incident.getTeam()).isEqualTo("payments");
        assertThat(incident.getLinks(0).getUrl()).isEqualTo("https://wiki.example.com/c");
        assertThat(incident.getPolicyHash()).hasSize(64);
        var alert = incident.getAlerts(0);
        assertThat(alert.getImpactReason()).startsWith("rule 'pay-down': step pay of journey checkout, all customers");
        assertThat(kinds(incident.getId())).containsExactly("incident.opened", "impact.assessed", "notice.due");
        eventually("notify is told", () -> neighbours.lines(incident.getId()).size() == 3);
        var told = neighbours.newest(incident.getId()).orElseThrow();
        assertThat(told.getRoute().getChannelsList()).containsExactly("pagerduty", "slack");
        assertThat(told.getRoute().getSlackChannel()).isEqualTo("#payments");
        assertThat(told.getRoute().getPagerdutyService()).isEqualTo("pay");
        eventually(
                "remediation is asked",
                () -> !neighbours.requests(alert.getEpisodeId()).isEmpty());
        var request = neighbours.requests(alert.getEpisodeId()).get(0);
        assertThat(request.getWanted()).isTrue();
        assertThat(request.getVersion()).isEqualTo(1);
        assertThat(request.getIncidentId()).isEqualTo(incident.getId());
        assertThat(request.getAlert().getLabelsMap()).containsEntry("alertname", "PayDown");
    }

    @Test
    void theLastResolveEndsTheIncidentAndCancelsWhatIsUnderWay() {
        sender.send(firing(fingerprint("a"), "PayDown", region), firing(fingerprint("b"), "PaySome", region));
        sender.send(resolved(fingerprint("a"), "PayDown", region));
        assertThat(incident().getStatus()).isEqualTo(IncidentStatus.INCIDENT_STATUS_OPEN);
        assertThat(incident().getImpact()).as("it never falls by itself").isEqualTo(Impact.IMPACT_LARGE);
        assertThat(incident().getAlertCounts().getFiring()).isEqualTo(1);
        sender.send(resolved(fingerprint("b"), "PaySome", region));
        var incident = incident();
        assertThat(incident.getStatus()).isEqualTo(IncidentStatus.INCIDENT_STATUS_RESOLVED);
        assertThat(incident.getPhase()).isEqualTo(Phase.PHASE_RESOLVED);
        assertThat(kinds(incident.getId())).endsWith("alert.resolved", "incident.resolved");
        String episode = alert(fingerprint("b")).getEpisodeId();
        eventually("remediation hears of the end", () -> neighbours.requests(episode).stream()
                .anyMatch(request -> !request.getWanted()
                        && request.getVersion() == 2
                        && request.getUnwantedReason().equals("the alert is resolved")));
        eventually("notify has the last state", () -> neighbours
                .newest(incident.getId())
                .filter(told -> told.getIncident().getVersion() == incident.getVersion())
                .isPresent());
    }

    @Test
    void theSameBatchTwiceIsFoldedOnce() {
        ReceiveEventsRequest batch =
                batch(nextPlace(), Instant.now(), List.of(firing(fingerprint("a"), "PayDown", region)));
        sender.stub().receiveEvents(batch);
        sender.stub().receiveEvents(batch);
        assertThat(alert(fingerprint("a")).getEventCount()).isEqualTo(1);
        assertThat(alert(fingerprint("a")).getLateCount()).isZero();
    }

    @Test
    void batchesOutOfOrderLeaveTheStateOfTheNewestPlace() {
        long early = nextPlace();
        long middle = nextPlace();
        long late = nextPlace();
        Event firing = firing(fingerprint("a"), "PayDown", region);
        sender.stub().receiveEvents(batch(late, Instant.now(), List.of(firing)));
        sender.stub()
                .receiveEvents(batch(middle, Instant.now(), List.of(resolved(fingerprint("a"), "PayDown", region))));
        sender.stub().receiveEvents(batch(early, Instant.now(), List.of(firing)));
        var alert = alert(fingerprint("a"));
        assertThat(alert.getStatus()).isEqualTo(EventStatus.EVENT_STATUS_FIRING);
        assertThat(alert.getEventCount()).isEqualTo(1);
        assertThat(alert.getLateCount()).isEqualTo(2);
        assertThat(kinds(incident().getId())).contains("event.passed-over");
    }

    @Test
    void aRepeatOnlyCountsAndRaisesNoVersion() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        long version = incident().getVersion();
        for (int i = 0; i < 3; i++) sender.send(firing(fingerprint("a"), "PayDown", region));
        assertThat(incident().getVersion()).isEqualTo(version);
        assertThat(alert(fingerprint("a")).getEventCount()).isEqualTo(4);
        assertThat(alert(fingerprint("a")).getOccurrences()).isEqualTo(1);
    }

    @Test
    void aRedeliveryChangesNothingButTheSameBytesInAnotherEpisodeDo() {
        Event delivered = firing(fingerprint("a"), "PayDown", region).toBuilder()
                .setDeliveryId("delivery-1")
                .setPayloadId("payload-1")
                .build();
        sender.send(delivered);
        sender.send(delivered.toBuilder().setPayloadId("payload-2").build());
        assertThat(alert(fingerprint("a")).getEventCount()).isEqualTo(1);
        assertThat(alert(fingerprint("a")).getLateCount()).isEqualTo(1);
        sender.send(resolved(fingerprint("a"), "PayDown", region), firing(fingerprint("a"), "PayDown", region));
        assertThat(alert(fingerprint("a")).getOccurrences()).isEqualTo(2);
    }

    @Test
    void concurrentBatchesOfTheSameAlertsLoseNothingAndDoNotLockEachOther() throws Exception {
        int alerts = 40;
        int batches = 24;
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> sent = new ArrayList<>();
            for (int b = 0; b < batches; b++) {
                List<Event> events = new ArrayList<>();
                for (int a = 0; a < alerts; a++) events.add(firing(fingerprint("x" + a), "PaySome", region));
                Collections.shuffle(events, new Random(b));
                ReceiveEventsRequest batch = batch(nextPlace(), Instant.now(), events);
                sent.add(threads.submit(() -> sender.stub().receiveEvents(batch)));
            }
            for (Future<?> one : sent) one.get();
        }
        var incident = incident();
        assertThat(incident.getAlertsList()).hasSize(alerts).allSatisfy(alert -> assertThat(
                        alert.getEventCount() + alert.getLateCount())
                .isEqualTo(batches));
        assertThat(incident.getAlertCounts().getFiring()).isEqualTo(alerts);
    }

    @Test
    void aSmallBatchGoesPastALargeOneThatIsHeldUp() throws Exception {
        String held = fingerprint("x0");
        sender.send(firing(held, "PaySome", region));
        Event[] storm = IntStream.range(0, 100)
                .mapToObj(index -> firing(fingerprint("x" + index), "PaySome", region))
                .toArray(Event[]::new);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> large = transactions.call(tx -> {
                tx.query("select from alert where fingerprint = $1 for update", held);
                Future<?> sent = threads.submit(() -> sender.send(storm));
                eventually("the storm waits for the alert", this::isAnybodyHeldUp);
                sender.send(firing(fingerprint("small"), "PaySome", region));
                assertThat(sent.isDone()).isFalse();
                return sent;
            });
            large.get();
        }
        assertThat(incident().getAlertCounts().getFiring()).isEqualTo(storm.length + 1);
    }

    private boolean isAnybodyHeldUp() {
        return transactions.single(tx -> tx.query("""
                select from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock'""").size() > 0);
    }

    @Test
    void aStormsTimelineHasOneLineForManyJoins() {
        List<Event> events = new ArrayList<>();
        for (int a = 0; a < 300; a++) events.add(firing(fingerprint("x" + a), "PaySome", region));
        sender.send(events.toArray(Event[]::new));
        assertThat(kinds(incident().getId()))
                .containsExactly("incident.opened", "impact.assessed", "alert.joined", "notice.due");
        sender.send(firing(fingerprint("y"), "PaySome", region));
        sender.send(firing(fingerprint("z"), "PaySome", region));
        String id = incident().getId();
        eventually("both joins are told", () -> {
            String joined = timeline(id).stream()
                    .filter(line -> line.getSeq() > 4)
                    .map(TimelineEntry::getText)
                    .collect(Collectors.joining());
            return joined.contains(fingerprint("y")) && joined.contains(fingerprint("z"));
        });
        assertThat(incident().getAlertsCount()).isEqualTo(50);
        assertThat(incident().getAlertCounts().getFiring()).isEqualTo(302);
    }

    @Test
    void oneBadEventIsSetApartAndTheOthersAreFolded() {
        Event nul = firing(fingerprint("bad"), "PayDown", region).toBuilder()
                .putLabels("note", "a\0b")
                .build();
        Event anonymous = firing("", "PayDown", region);
        sender.send(
                firing(fingerprint("a"), "PayDown", region),
                nul,
                firing(fingerprint("b"), "PayDown", region),
                anonymous,
                firing(fingerprint("c"), "PayDown", region));
        assertThat(incident().getAlertCounts().getFiring()).isEqualTo(3);
        List<String> reasons = transactions.single(tx -> tx.list(
                "select reason from dead_letter where kind = 'event' and position(convert_to($1, 'UTF8') in body) > 0",
                row -> row.getString("reason"),
                region));
        assertThat(reasons)
                .hasSize(2)
                .anyMatch(reason -> reason.contains("22P05"))
                .anyMatch(reason -> reason.contains("fingerprint"));
    }

    @Test
    void whatIsNoBatchIsRefused() {
        var request = ReceiveEventsRequest.newBuilder()
                .setBatchId("0197fae2-7d6c-7b4e-9a52-0d4b7d3c9a11")
                .setEvents(ByteString.copyFromUtf8("no batch"))
                .build();
        var failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> sender.stub().receiveEvents(request));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(failure.getStatus().getDescription()).contains("RFC 1950");
    }

    @Test
    void onlyServicesHandEventsOver() {
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> as("ann", "admin")
                .receiveEvents(ReceiveEventsRequest.getDefaultInstance()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void aFiringWithinTheReopenWindowReopensAndALaterOneIsNew() {
        Instant start = Instant.now().minus(Duration.ofHours(1));
        sender.sendAt(start, firing(fingerprint("a"), "PayDown", region));
        sender.sendAt(start.plusSeconds(60), resolved(fingerprint("a"), "PayDown", region));
        sender.sendAt(start.plusSeconds(120), firing(fingerprint("a"), "PayDown", region));
        assertThat(incident().getReopenCount()).isEqualTo(1);
        assertThat(incident().getStatus()).isEqualTo(IncidentStatus.INCIDENT_STATUS_OPEN);
        assertThat(kinds(incident().getId())).contains("incident.reopened");
        sender.sendAt(start.plusSeconds(180), resolved(fingerprint("a"), "PayDown", region));
        sender.sendAt(start.plusSeconds(1000), firing(fingerprint("a"), "PayDown", region));
        assertThat(incidents()).hasSize(2);
        assertThat(incidents().get(0).getReopenCount()).isZero();
        assertThat(incidents().get(1).getStatus()).isEqualTo(IncidentStatus.INCIDENT_STATUS_RESOLVED);
    }

    @Test
    void anAlertWithoutAServiceGroupsByItself() {
        Event nameless = firing(fingerprint("a"), "PayDown", region).toBuilder()
                .clearService()
                .build();
        sender.send(
                nameless, nameless.toBuilder().setFingerprint(fingerprint("b")).build());
        long incidents = transactions.single(tx -> tx.first(
                        "select count(*) as n from incident where service = '' and title like '%' || $1",
                        row -> row.getLong("n"), region)
                .orElseThrow());
        assertThat(incidents).isEqualTo(2);
    }

    @Test
    void volumeRaisesTheImpactWhileTheAlertIsOpen() {
        Event some = firing(fingerprint("a"), "CartSome", region).toBuilder()
                .putLabels("affected_ratio", "0.1")
                .build();
        sender.send(some);
        assertThat(incident().getImpact()).isEqualTo(Impact.IMPACT_SMALL);
        assertThat(kinds(incident().getId())).containsExactly("incident.opened", "impact.assessed", "notice.withheld");
        String id = incident().getId();
        sender.send(some.toBuilder().putLabels("affected_ratio", "0.9").build());
        assertThat(incident().getImpact()).isEqualTo(Impact.IMPACT_LARGE);
        assertThat(kinds(id)).endsWith("impact.assessed", "impact.raised", "notice.due");
        eventually("notify is told at last", () -> neighbours.newest(id).isPresent());
        sender.send(some);
        assertThat(incident().getImpact()).as("it does not fall").isEqualTo(Impact.IMPACT_LARGE);
        assertThat(incident().getPeakImpact()).isEqualTo(Impact.IMPACT_LARGE);
    }
}
