package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.testing.Readings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewRelicSourceTest {

    private static final Readings NEW_RELIC = new Readings(new NewRelicSource());
    private static final String WORKFLOW = NEW_RELIC.text("workflow.json");
    private static final String LEGACY = NEW_RELIC.text("legacy.json");

    @Test
    void aClosedIssueIsTheActivatedOneLater() {
        Event active = NEW_RELIC.event(WORKFLOW);
        Event closed = NEW_RELIC.sample("workflow-closed.json");
        assertThat(closed.fingerprint()).isEqualTo(active.fingerprint());
        assertThat(closed.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(closed.sourceOrder().getAsLong())
                .isGreaterThan(active.sourceOrder().getAsLong());
        assertThat(closed.endedTime()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"open, FIRING", "acknowledged, FIRING", "closed, RESOLVED"})
    void theLegacyLayoutHasStatesToo(String state, EventStatus status) {
        Event event =
                NEW_RELIC.event(LEGACY.replace("\"current_state\":\"open\"", "\"current_state\":\"" + state + "\""));
        assertThat(event.status()).isEqualTo(status);
        assertThat(event.fingerprint()).isEqualTo("incident/456");
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void theLegacyLayoutsTargetAndRunbookAreTaken() {
        Event event = NEW_RELIC.event(LEGACY);
        assertThat(event.service()).isEqualTo("checkout");
        assertThat(event.environment()).isEqualTo("production");
        assertThat(event.links()).contains(new Link(Link.Kind.RUNBOOK, "https://runbooks.example.com/latency"));
    }

    @Test
    void withoutAnIdConditionAndTargetsTell() {
        Event one = NEW_RELIC.event(LEGACY.replace("\"incident_id\":456", "\"incident_id\":-1"));
        Event closed = NEW_RELIC.event(LEGACY.replace("\"incident_id\":456", "\"incident_id\":\"\"")
                .replace("\"open\"", "\"closed\"")
                .replace("checkout query result is", "it was"));
        Event other = NEW_RELIC.event(
                LEGACY.replace("\"incident_id\":456", "\"incident_id\":-1").replace("\"id\":\"99\"", "\"id\":\"98\""));
        assertThat(one.fingerprint()).isEqualTo(closed.fingerprint()).isNotEqualTo(other.fingerprint());
        assertThat(one.episode()).isEqualTo(Event.Episode.UNTOLD);
        assertThat(one.partialReasons())
                .containsExactly(
                        "no issue's or incident's id; a hash over account, policy, condition, targets and labels was"
                                + " used");
    }

    @Test
    void severalEntitiesNameNoService() {
        assertThat(NEW_RELIC
                        .event(WORKFLOW.replace("[\"checkout\"]", "[\"checkout\",\"cart\"]"))
                        .service())
                .isEmpty();
    }

    @Test
    void aTemplateThatSaysNothingIsUnreadable() {
        assertThat(NEW_RELIC.of("{\"text\":\"hello\"}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(NEW_RELIC.of("[]")).isEqualTo(new Reading.Unreadable("the body is a list, not an object"));
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = NEW_RELIC.event(WORKFLOW.replace("\"createdAt\":1795232659250", "\"createdAt\":\"x\"")
                .replace("\"title\":\"", "\"title\":{},\"y\":\"")
                .replace("\"state\":\"ACTIVATED\"", "\"state\":\"DREAMING\""));
        assertThat(event.title()).isEqualTo("Latency of checkout");
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.partialReasons()).hasSize(3);
    }
}
