package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagerDutyEventsSourceTest {

    private static final PagerDutyEventsSource ADAPTER = new PagerDutyEventsSource();
    private static final Readings EVENTS = new Readings(ADAPTER);
    private static final String TRIGGER = EVENTS.text("trigger.json");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String dedupKey(String body) {
        return PagerDutyEventsSource.dedupKey(new Payload("paged", "application/json", bytes(body), Map.of()));
    }

    @Test
    void aResolveEndsWhatItsKeyBegan() {
        Event trigger = EVENTS.event(TRIGGER);
        Event resolve = EVENTS.sample("resolve.json");
        assertThat(resolve.fingerprint()).isEqualTo(trigger.fingerprint()).isEqualTo("database-prod-01");
        assertThat(trigger.status()).isEqualTo(EventStatus.FIRING);
        assertThat(resolve.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(resolve.partialReasons()).isEmpty();
    }

    @Test
    void anAcknowledgementSaysNothingAboutTheAlert() {
        assertThat(EVENTS.events("{\"event_action\":\"acknowledge\",\"dedup_key\":\"a\"}"))
                .isEmpty();
    }

    @Test
    void withoutAKeyTheSameTriggerIsTheSameAlertAndItsKeyIsTold() {
        String keyless = TRIGGER.replace("\"dedup_key\":\"database-prod-01\",", "");
        Event event = EVENTS.event(keyless);
        assertThat(event.fingerprint()).isEqualTo(dedupKey(keyless)).hasSize(32);
        assertThat(EVENTS.event(keyless.replace("db-prod-01", "db-prod-09")).fingerprint())
                .isNotEqualTo(event.fingerprint());
        assertThat(dedupKey(TRIGGER)).isEqualTo("database-prod-01");
        assertThat(dedupKey("{\"event_action\":\"resolve\"}")).isEmpty();
    }

    @Test
    void detailsAreLabels() {
        Event event = EVENTS.event(TRIGGER);
        assertThat(event.service()).isEqualTo("shop");
        assertThat(event.environment()).isEqualTo("production");
        assertThat(event.severity()).isEqualTo(Severity.ERROR);
        assertThat(event.labels())
                .containsEntry("replicas", "db-prod-02,db-prod-03")
                .containsEntry("pool.used", "100")
                .containsEntry("host", "db-prod-01")
                .containsEntry("class", "connections");
        assertThat(event.links())
                .contains(
                        new Link(Link.Kind.RUNBOOK, "https://runbooks.example.com/connections"),
                        new Link(Link.Kind.SOURCE, "https://monitoring.example.com"));
    }

    @Test
    void detailsMayBeAText() {
        Event event = EVENTS.event(
                "{\"event_action\":\"trigger\",\"payload\":{\"summary\":\"s\",\"custom_details\":\"why\"}}");
        assertThat(event.description()).isEqualTo("why");
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void theRoutingKeyIsShownAndNotStored() {
        String body = "{\"routing_key\":\"the-key\"," + TRIGGER.substring(1);
        assertThat(PagerDutyEventsSource.secret(bytes(body))).isEqualTo(bytes("the-key"));
        String stored = new String(ADAPTER.withoutSecret(bytes(body)), StandardCharsets.UTF_8);
        assertThat(stored).doesNotContain("the-key");
        assertThat(EVENTS.event(stored)).isEqualTo(EVENTS.event(TRIGGER));
        assertThat(PagerDutyEventsSource.secret(bytes("no json"))).isEmpty();
        assertThat(PagerDutyEventsSource.secret(bytes("[]"))).isEmpty();
    }

    @Test
    void whatIsMissingOrOfAWrongTypeLosesNothing() {
        Event event = EVENTS.event("{\"event_action\":\"trigger\",\"dedup_key\":7,\"payload\":[],\"links\":\"x\"}");
        assertThat(event.fingerprint()).isEqualTo("7");
        assertThat(event.title()).isEqualTo("Alert 7");
        assertThat(event.partialReasons()).isNotEmpty();
    }

    @Test
    void anUnknownActionOrAnEndWithoutAKeyIsUnreadable() {
        assertThat(EVENTS.of("{\"event_action\":\"page\",\"dedup_key\":\"a\"}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(EVENTS.of("{\"event_action\":\"resolve\"}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(EVENTS.of("{}")).isInstanceOf(Reading.Unreadable.class);
    }
}
