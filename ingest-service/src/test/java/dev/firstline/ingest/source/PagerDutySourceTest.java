package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.verification.HmacSignature;
import dev.firstline.ingest.testing.Readings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutySourceTest {

    private static final Readings PAGERDUTY = new Readings(new PagerDutySource());
    private static final String TRIGGERED = PAGERDUTY.text("triggered.json");

    @Test
    void theResolvedIncidentIsTheTriggeredOneLater() {
        Event triggered = PAGERDUTY.event(TRIGGERED);
        Event resolved = PAGERDUTY.sample("resolved.json");
        assertThat(resolved.fingerprint()).isEqualTo(triggered.fingerprint()).isEqualTo("PGR0VU2");
        assertThat(resolved.sourceOrder().getAsLong())
                .isGreaterThan(triggered.sourceOrder().getAsLong());
        assertThat(resolved.deliveryId()).isNotEqualTo(triggered.deliveryId());
        assertThat(resolved.service()).isEqualTo("checkout");
    }

    @ParameterizedTest
    @CsvSource({
        "incident.acknowledged, acknowledged, FIRING",
        "incident.priority_updated, triggered, FIRING",
        "incident.reopened, triggered, FIRING",
        "incident.priority_updated, resolved, RESOLVED",
        "incident.resolved, resolved, RESOLVED"
    })
    void theIncidentsStatusSaysWhetherItFires(String type, String status, EventStatus expected) {
        Event event = PAGERDUTY.event(TRIGGERED
                .replace("incident.triggered", type)
                .replace("\"status\":\"triggered\"", "\"status\":\"" + status + "\""));
        assertThat(event.status()).isEqualTo(expected);
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void aReopenedIncidentIsTheSameEpisodeAgain() {
        assertThat(PAGERDUTY.event(TRIGGERED).episode()).isEqualTo(new Event.Episode("PGR0VU2", false));
    }

    @Test
    void notesRespondersServicesAndPingsAreNoAlerts() {
        for (String type : new String[] {"incident_note", "incident_responder", "service", "ping"}) {
            assertThat(PAGERDUTY.events(
                            "{\"event\":{\"id\":\"1\",\"event_type\":\"x.y\",\"data\":{\"id\":\"P1\",\"type\":\"" + type
                                    + "\"}}}"))
                    .isEmpty();
        }
    }

    @Test
    void whatIsNoEventIsUnreadable() {
        assertThat(PAGERDUTY.of("{\"messages\":[]}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(PAGERDUTY.of("{\"event\":{}}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(PAGERDUTY.of("{\"event\":{\"data\":{\"type\":\"incident\"}}}"))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = PAGERDUTY.event(TRIGGERED
                .replace("\"teams\":[", "\"teams\":[1,")
                .replace("\"title\":\"Payments fail\"", "\"title\":null")
                .replace("\"occurred_at\":\"2026-11-21T03:44:19.458Z\"", "\"occurred_at\":\"x\""));
        assertThat(event.title()).isEqualTo("Alert PGR0VU2");
        assertThat(event.sourceOrder()).isEmpty();
        assertThat(event.labels()).containsEntry("team", "Payments");
        assertThat(event.partialReasons())
                .containsExactlyInAnyOrder(
                        "event.data.teams[0] is a number, not an object; it was left out",
                        "event.occurred_at is no time that is understood: x");
    }

    @Test
    void theBodyIsSignedWithSeveralSignatures() {
        assertThat(new PagerDutySource().verification())
                .isEqualTo(HmacSignature.sha256Hex("x-pagerduty-signature", "v1="));
    }
}
