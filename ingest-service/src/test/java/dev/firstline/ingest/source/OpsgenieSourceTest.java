package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpsgenieSourceTest {

    private static final Readings OPSGENIE = new Readings(new OpsgenieSource());
    private static final String CREATE = OPSGENIE.text("create.json");

    private static String action(String action) {
        return CREATE.replace("\"action\":\"Create\"", "\"action\":\"" + action + "\"");
    }

    @Test
    void theAliasIsTheAlertAndItsIdTheEpisode() {
        Event created = OPSGENIE.event(CREATE);
        Event closed = OPSGENIE.sample("close.json");
        assertThat(closed.fingerprint()).isEqualTo(created.fingerprint()).isEqualTo("payments-fail-eu1");
        assertThat(closed.episode()).isEqualTo(created.episode());
        assertThat(closed.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(OPSGENIE.event(CREATE.replace("\"alias\":\"payments-fail-eu1\",", ""))
                        .fingerprint())
                .isEqualTo("052652ac-5d1c-464a-812a-7dd18bbfba8c");
    }

    @Test
    void millisecondsAndNanosecondsAreToldApart() {
        Event closed = OPSGENIE.sample("close.json");
        assertThat(closed.startedTime()).contains(Instant.parse("2026-11-21T03:44:19.104Z"));
        assertThat(closed.endedTime()).contains(Instant.parse("2026-11-21T03:54:19.002000123Z"));
        assertThat(closed.sourceOrder()).hasValue(1795233259002000L);
    }

    @ParameterizedTest
    @CsvSource({
        "Create, FIRING",
        "Acknowledge, FIRING",
        "UnAcknowledge, FIRING",
        "Snooze, FIRING",
        "Close, RESOLVED",
        "Delete, RESOLVED"
    })
    void actionsSayWhetherItFires(String action, EventStatus status) {
        assertThat(OPSGENIE.event(action(action)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AddNote", "AddTags", "RemoveDetails", "CustomAction"})
    void whatIsPossibleOnAClosedAlertSaysNothing(String action) {
        assertThat(OPSGENIE.events(action(action))).isEmpty();
    }

    @Test
    void detailsAndTagsAreLabels() {
        Event event = OPSGENIE.event(CREATE);
        assertThat(event.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(event.service()).isEqualTo("checkout");
        assertThat(event.environment()).isEqualTo("production");
        assertThat(event.labels()).containsEntry("region", "eu-west-1");
        assertThat(event.links()).contains(new Link(Link.Kind.RUNBOOK, "https://runbooks.example.com/pay"));
        assertThat(event.occurrences()).hasValue(2);
    }

    @Test
    void withoutAlertItIsUnreadable() {
        assertThat(OPSGENIE.of("{\"action\":\"Create\"}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(OPSGENIE.of("{\"action\":\"Create\",\"alert\":{\"message\":\"x\"}}"))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = OPSGENIE.event(CREATE.replace("\"details\":{", "\"details\":[],\"x\":{")
                .replace("\"count\":2", "\"count\":\"two\"")
                .replace("\"message\":\"Payments fail\"", "\"message\":5"));
        assertThat(event.fingerprint()).isEqualTo("payments-fail-eu1");
        assertThat(event.title()).isEqualTo("5");
        assertThat(event.partialReasons())
                .containsExactlyInAnyOrder(
                        "alert.details is a list, not an object; it was left out",
                        "alert.count is no whole number; it was left out",
                        "alert.message is a number, not a text; its digits were used");
    }
}
