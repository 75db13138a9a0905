package dev.firstline.triage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentTest {

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final PolicyInForce IN =
            new PolicyInForce(Samples.policy(WAIT, Duration.ZERO), "0123456789abcdef", new Catalogue(Map.of()));
    private static final UUID ALERT = new UUID(1, 1);

    private Instant now = Samples.START;

    private Incident incident(Impact impact) {
        Incident incident = Incident.begun(new UUID(9, 9), "group", Samples.content("Pay"), now, now, IN);
        incident.opens("prometheus", voice(), assessment(impact), IN);
        return incident;
    }

    /** As the next transaction finds it. */
    private Incident stored(Incident incident) {
        return new Incident(incident.head());
    }

    private AlertVoice voice() {
        return new AlertVoice(ALERT, "Pay", now);
    }

    private static Assessment assessment(Impact impact) {
        return new Assessment(impact, "rule 'x'", IN.hash());
    }

    private static List<String> kinds(Incident incident) {
        return incident.lines().stream().map(TimelineLine::kind).toList();
    }

    @Test
    void theFirstNoticeWaitsForGroupWait() {
        Incident incident = incident(Impact.LARGE);
        Incident.Next next = incident.settle(now);
        assertThat(next).isEqualTo(new Incident.Next(null, now.plus(WAIT)));
        assertThat(incident.version()).isEqualTo(1);
        now = now.plus(WAIT);
        Incident later = stored(incident);
        later.lookAgain(now);
        assertThat(later.settle(now).handOver()).isEqualTo(now);
        assertThat(kinds(later)).containsExactly("notice.due");
        assertThat(later.nextLook(now)).isNull();
    }

    @Test
    void aTimerThatFiresEarlyLooksAgain() {
        Incident incident = incident(Impact.LARGE);
        incident.settle(now);
        Incident later = stored(incident);
        later.lookAgain(now.plusSeconds(1));
        assertThat(later.settle(now.plusSeconds(1)).handOver()).isNull();
        assertThat(later.isChanged()).isFalse();
        assertThat(later.nextLook(now.plusSeconds(1))).isEqualTo(now.plus(WAIT));
    }

    @Test
    void anIncidentThatEndsBeforeItsFirstNoticeSaysSoAndTellsNobody() {
        Incident incident = incident(Impact.LARGE);
        incident.settle(now);
        Incident later = stored(incident);
        now = now.plusSeconds(3);
        later.ends(voice());
        assertThat(later.settle(now)).isEqualTo(new Incident.Next(null, null));
        assertThat(kinds(later)).containsExactly("alert.resolved", "incident.resolved", "notice.withheld");
        Incident looked = stored(later);
        looked.lookAgain(now.plus(WAIT));
        assertThat(looked.settle(now.plus(WAIT))).isEqualTo(new Incident.Next(null, null));
    }

    @Test
    void anIncidentThatEndsBeforeNotifyConfirmedIsToldAllTheSame() {
        Incident incident = incident(Impact.LARGE);
        now = now.plus(WAIT);
        incident.settle(now);
        Incident later = stored(incident);
        later.ends(voice());
        assertThat(later.settle(now).handOver()).isEqualTo(now);
        assertThat(kinds(later)).endsWith("incident.resolved", "notice.overtaken");
    }

    /** An incident of which notify has confirmed all that there was so far. */
    private Incident confirmed(Impact impact) {
        Incident incident = incident(impact);
        now = now.plus(WAIT);
        incident.settle(now);
        return confirmed(incident);
    }

    private static Incident confirmed(Incident incident) {
        IncidentHead head = incident.head();
        Telling telling = head.telling();
        return new Incident(head.with(
                head.version(),
                head.title(),
                head.progress(),
                head.response(),
                head.alerts(),
                head.firing(),
                new Telling(telling.due(), telling.calledVersion(), telling.handed(), head.version(), head.lastSeq()),
                new Story(head.lastSeq(), head.joins())));
    }

    @Test
    void whatNotifyHasConfirmedNeedsNoExcuseAtTheEnd() {
        Incident incident = confirmed(Impact.MEDIUM);
        incident.ends(voice());
        incident.settle(now);
        assertThat(kinds(incident)).endsWith("incident.resolved");
    }

    @Test
    void aRiseThatNotifyNeverHeardOfIsOvertakenByTheEnd() {
        Incident incident = confirmed(Impact.MEDIUM);
        incident.judgedAnew(voice(), assessment(Impact.MEDIUM), assessment(Impact.LARGE), IN);
        incident.settle(now);
        Incident later = stored(incident);
        later.ends(voice());
        later.settle(now);
        assertThat(kinds(later)).endsWith("incident.resolved", "notice.overtaken");
    }

    @Test
    void aReopeningThatNotifyNeverHeardOfIsOvertakenByTheNextEnd() {
        Incident incident = confirmed(Impact.LARGE);
        incident.ends(voice());
        incident.settle(now);
        Incident again = confirmed(incident);
        again.reopens(voice(), assessment(Impact.LARGE), now, IN);
        again.settle(now);
        Incident later = stored(again);
        later.ends(voice());
        later.settle(now);
        assertThat(kinds(later)).endsWith("incident.resolved", "notice.overtaken");
    }

    @Test
    void anImpactThatTellsNobodyIsSaid() {
        Incident incident = incident(Impact.SMALL);
        assertThat(incident.settle(now)).isEqualTo(new Incident.Next(null, null));
        assertThat(kinds(incident)).containsExactly("incident.opened", "impact.assessed", "notice.withheld");
    }

    @Test
    void joinsWithinASecondAreOneLine() {
        Incident incident = incident(Impact.MEDIUM);
        incident.joins(voice(), assessment(Impact.MEDIUM), IN);
        incident.settle(now);
        assertThat(kinds(incident)).endsWith("alert.joined");
        Incident second = stored(incident);
        now = now.plusMillis(300);
        for (int i = 0; i < 5; i++) second.joins(voice(), assessment(Impact.MEDIUM), IN);
        assertThat(second.settle(now).look()).isEqualTo(Samples.START.plusSeconds(1));
        assertThat(second.lines()).isEmpty();
        Incident third = stored(second);
        now = Samples.START.plusSeconds(1);
        third.lookAgain(now);
        third.settle(now);
        assertThat(third.lines().get(0).text())
                .startsWith("5 alerts joined: Pay (MEDIUM")
                .endsWith("and 2 more");
    }

    @Test
    void linesAreNumberedWithoutGapsAcrossTransactions() {
        Incident incident = incident(Impact.LARGE);
        incident.settle(now);
        Incident later = stored(incident);
        later.acknowledge("ann", now);
        later.settle(now);
        assertThat(later.lines().get(0).seq())
                .isEqualTo(incident.lines().get(incident.lines().size() - 1).seq() + 1);
    }

    @Test
    void impactRisesByItselfAndFallsOnlyForAReason() {
        Incident incident = incident(Impact.MEDIUM);
        incident.joins(voice(), assessment(Impact.LARGE), IN);
        assertThat(incident.head().impact()).isEqualTo(Impact.LARGE);
        incident.joins(voice(), assessment(Impact.SMALL), IN);
        assertThat(incident.head().impact()).isEqualTo(Impact.LARGE);
        incident.weighAnew(Impact.SMALL, "ann says so", "ann", now, IN);
        assertThat(incident.head().impact()).isEqualTo(Impact.SMALL);
        assertThat(incident.head().peak()).isEqualTo(Impact.LARGE);
        assertThat(incident.head().kind()).isEqualTo(Kind.NONE);
        assertThat(incident.head().channels())
                .as("whoever heard of it hears the end")
                .containsExactly("slack", "pagerduty");
    }

    @Test
    void listsAndCountsAloneAreHandedOverAtAPace() {
        Incident incident = incident(Impact.LARGE);
        incident.joins(voice(), assessment(Impact.SMALL), IN);
        now = now.plus(WAIT);
        incident.settle(now);
        Incident later = stored(incident);
        Instant soon = now.plusMillis(50);
        later.ends(voice());
        assertThat(later.settle(soon).handOver()).isEqualTo(now.plusSeconds(1));
        Incident urgent = stored(later);
        urgent.acknowledge("ann", soon);
        assertThat(urgent.settle(soon).handOver()).isEqualTo(soon);
    }

    @Test
    void anIncidentOfMoreAlertsThanAnybodyIsShownIsHandedOverMoreSeldom() {
        Incident incident = incident(Impact.LARGE);
        for (int i = 0; i < 60; i++) {
            incident.joins(voice(), assessment(Impact.SMALL), IN);
            incident.gainsAlert();
        }
        now = now.plus(WAIT);
        incident.settle(now);
        Incident later = stored(incident);
        later.ends(voice());
        assertThat(later.settle(now.plusMillis(50)).handOver()).isEqualTo(now.plusSeconds(5));
    }

    @Test
    void phasesOnlyGoForwardAndAReopeningBeginsAnew() {
        Incident incident = incident(Impact.LARGE);
        incident.forward(Phase.MITIGATING);
        incident.forward(Phase.INVESTIGATING);
        assertThat(incident.head().phase()).isEqualTo(Phase.MITIGATING);
        incident.resolve("ann", "", now);
        incident.forward(Phase.MONITORING);
        assertThat(incident.head().phase()).isEqualTo(Phase.RESOLVED);
        incident.reopens(voice(), assessment(Impact.LARGE), now, IN);
        assertThat(incident.head().phase()).isEqualTo(Phase.DETECTED);
        assertThat(incident.head().course().acknowledgedBy()).isEmpty();
    }
}
