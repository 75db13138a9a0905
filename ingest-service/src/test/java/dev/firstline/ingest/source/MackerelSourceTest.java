package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MackerelSourceTest {

    private static final Readings MACKEREL = new Readings(new MackerelSource());
    private static final String FIRING = MACKEREL.text("firing.json");

    @Test
    void whatComesByEventBridgeEndsWhatCameByWebhook() {
        Event firing = MACKEREL.event(FIRING);
        Event closed = MACKEREL.sample("eventbridge-closed.json");
        assertThat(closed.fingerprint()).isEqualTo(firing.fingerprint());
        assertThat(closed.episode()).isEqualTo(firing.episode());
        assertThat(closed.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(closed.sourceOrder().getAsLong())
                .isGreaterThan(firing.sourceOrder().getAsLong());
        assertThat(closed.deliveryId()).isNotEmpty();
    }

    @Test
    void anInstanceIsWhatCanBeActedUpon() {
        assertThat(MACKEREL.sample("eventbridge-closed.json").resource())
                .contains(new Resource.ManagedInstance("i-0a1b2c3d4e5f60718", "ap-northeast-1", "123456789012"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, critical, FIRING, CRITICAL",
        "true, warning, FIRING, WARNING",
        "true, unknown, FIRING, UNSPECIFIED",
        "false, critical, RESOLVED, UNSPECIFIED",
        "false, ok, RESOLVED, UNSPECIFIED",
        "true, ok, RESOLVED, UNSPECIFIED"
    })
    void closedByHandIsTheEndToo(boolean open, String word, EventStatus status, Severity severity) {
        Event event = MACKEREL.event(FIRING.replace("\"isOpen\":true", "\"isOpen\":" + open)
                .replace("\"status\":\"critical\"", "\"status\":\"" + word + "\""));
        assertThat(event.status()).isEqualTo(status);
        assertThat(event.severity()).isEqualTo(severity);
    }

    @Test
    void aServiceMetricNamesItsService() {
        String body = """
                {"event":"alert","service":{"id":"3x","name":"shop","role":null},
                 "alert":{"id":"2b","monitorName":"Orders","isOpen":true,"status":"warning"}}""";
        assertThat(MACKEREL.event(body).service()).isEqualTo("shop");
    }

    @Test
    void whatIsAboutNoAlertMakesNoEvent() {
        assertThat(MACKEREL.events("{\"event\":\"sample\",\"message\":\"Sample Notification from Mackerel\"}"))
                .isEmpty();
        assertThat(MACKEREL.events("{\"event\":\"hostStatus\",\"host\":{\"id\":\"22D\"}}"))
                .isEmpty();
        assertThat(MACKEREL.of("{\"hello\":1}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(MACKEREL.of("{\"alert\":{\"isOpen\":true}}")).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aGroupOfAlertsIsAnAlertOfItsOwn() {
        assertThat(MACKEREL.event("{\"event\":\"alertGroup\",\"alertGroup\":{\"id\":\"2b\",\"isOpen\":true}}")
                        .fingerprint())
                .isEqualTo("alertGroup/2b");
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = MACKEREL.event(FIRING.replace("\"openedAt\":1795232659", "\"openedAt\":{}")
                .replace("\"memo\":\"Look at the slow queries first.\"", "\"memo\":[]")
                .replace("\"roles\":[", "\"roles\":[\"x\","));
        assertThat(event.startedTime()).contains(java.time.Instant.parse("2026-11-21T03:44:19.693Z"));
        assertThat(event.service()).isEqualTo("shop");
        assertThat(event.partialReasons()).hasSize(3);
    }
}
