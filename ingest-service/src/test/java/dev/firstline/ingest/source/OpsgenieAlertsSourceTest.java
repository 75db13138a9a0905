package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsgenieAlertsSourceTest {

    private static final Readings ALERTS = new Readings(new OpsgenieAlertsSource());
    private static final String CREATE = ALERTS.text("create.json");

    private static List<Event> events(String method, String path, String body) {
        return Readings.events(ALERTS.of(body, "application/json", Map.of(":method", method, ":path", path)));
    }

    @Test
    void aCloseEndsWhatItsAliasBegan() {
        Event created = events("POST", "/v2/alerts", CREATE).getFirst();
        Event closed = events("POST", "/v2/alerts/payments-fail-eu1/close", ALERTS.text("close.json"))
                .getFirst();
        assertThat(closed.fingerprint()).isEqualTo(created.fingerprint()).isEqualTo("payments-fail-eu1");
        assertThat(created.status()).isEqualTo(EventStatus.FIRING);
        assertThat(created.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(created.service()).isEqualTo("checkout");
        assertThat(closed.status()).isEqualTo(EventStatus.RESOLVED);
    }

    @Test
    void aDeletedAlertHasEndedEvenWithoutABody() {
        Event deleted = events("DELETE", "/v2/alerts/payments-fail-eu1", "").getFirst();
        assertThat(deleted.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(deleted.fingerprint()).isEqualTo("payments-fail-eu1");
    }

    @Test
    void aTinyIdIsNobodysAlias() {
        for (String method : List.of("POST", "DELETE")) {
            String path = method.equals("POST") ? "/v2/alerts/1791/close" : "/v2/alerts/1791";
            Map<String, String> headers = Map.of(":method", method, ":path", path, ":identifier-type", "tiny");
            assertThat(ALERTS.of("{}", "application/json", headers)).isInstanceOf(Reading.Unreadable.class);
        }
    }

    @Test
    void anAliasInThePathIsDecoded() {
        assertThat(events("POST", "/v2/alerts/disk%20%2Fvar%2Fa+b/close", "{}")
                        .getFirst()
                        .fingerprint())
                .isEqualTo("disk /var/a+b");
        assertThat(events("POST", "/v2/alerts/100%zz/close", "{}").getFirst().fingerprint())
                .isEqualTo("100%zz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledge", "unacknowledge", "notes", "tags", "snooze", "assign", "escalate"})
    void whatElseIsDoneToAnAlertMakesNoEvent(String action) {
        assertThat(events("POST", "/v2/alerts/payments-fail-eu1/" + action, "{}"))
                .isEmpty();
        assertThat(events("DELETE", "/v2/alerts/payments-fail-eu1/" + action, "{}"))
                .isEmpty();
    }

    @Test
    void withoutAnAliasTheSameMessageOfTheSameEntityIsTheSameAlert() {
        String bare = "{\"message\":\"Disk full\",\"entity\":\"db-1\"}";
        Event event = ALERTS.event(bare);
        assertThat(event.fingerprint())
                .isEqualTo(ALERTS.event(bare).fingerprint())
                .hasSize(32);
        assertThat(ALERTS.event(bare.replace("db-1", "db-2")).fingerprint()).isNotEqualTo(event.fingerprint());
        assertThat(event.severity()).isEqualTo(Severity.WARNING);
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = ALERTS.event(CREATE.replace("\"description\":\"3 % of all payments fail.\"", "\"description\":[]")
                .replace("\"details\":{", "\"details\":7,\"more\":{"));
        assertThat(event.fingerprint()).isEqualTo("payments-fail-eu1");
        assertThat(event.partialReasons()).hasSize(2);
    }

    @Test
    void whatIsNoAlertIsUnreadable() {
        assertThat(ALERTS.of("{\"hello\":1}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(ALERTS.of("")).isInstanceOf(Reading.Malformed.class);
    }
}
