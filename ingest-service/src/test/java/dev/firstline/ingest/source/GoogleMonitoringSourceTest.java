package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.testing.Readings;
import org.junit.jupiter.api.Test;

class GoogleMonitoringSourceTest {

    private static final Readings GOOGLE = new Readings(new GoogleMonitoringSource());
    private static final String OPEN = GOOGLE.text("open.json");

    @Test
    void theNextIncidentIsAnotherEpisodeOfTheSameAlert() {
        Event open = GOOGLE.event(OPEN);
        Event closed = GOOGLE.sample("closed.json");
        Event next = GOOGLE.event(OPEN.replace("0.nrwotmyokd9n", "0.nrwp00000000"));
        assertThat(closed.fingerprint()).isEqualTo(open.fingerprint()).isEqualTo(next.fingerprint());
        assertThat(closed.episode()).isEqualTo(open.episode()).isNotEqualTo(next.episode());
        assertThat(closed.status()).isEqualTo(EventStatus.RESOLVED);
    }

    @Test
    void twoAlertsThatDifferInALabelOfTheMetricAreTwo() {
        assertThat(GOOGLE.event(OPEN.replace("non-evictable", "evictable")).fingerprint())
                .isNotEqualTo(GOOGLE.event(OPEN).fingerprint());
    }

    @Test
    void withoutAConditionTheIncidentIsTheAlert() {
        Event event = GOOGLE.event(OPEN.replaceFirst("\"condition\":\\{", "\"other\":{"));
        assertThat(event.fingerprint()).isEqualTo("0.nrwotmyokd9n");
        assertThat(event.partialReasons())
                .containsExactly("incident.condition.name is missing; the incident's id was used");
    }

    @Test
    void theWorkloadIsTheControllersElseThePods() {
        Resource cart = new Resource.KubernetesWorkload("eu1", "shop", "deployment", "cart");
        assertThat(GOOGLE.event(OPEN).resource()).contains(cart);
        assertThat(GOOGLE.event(OPEN.replace("top_level_controller_type", "x")).resource())
                .contains(cart);
    }

    @Test
    void theDocumentationIsReadAndItsRunbookLinked() {
        Event event = GOOGLE.event(OPEN);
        assertThat(event.description()).endsWith("Look at the cart's cache.");
        assertThat(event.links()).contains(new Link(Link.Kind.RUNBOOK, "https://runbooks.example.com/memory"));
    }

    @Test
    void zeroTimesMeanNone() {
        Event event = GOOGLE.event(OPEN.replace("\"started_at\":1795232659", "\"started_at\":0"));
        assertThat(event.startedTime()).isEmpty();
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void withoutIncidentItIsUnreadable() {
        assertThat(GOOGLE.of("{\"version\":\"1.2\"}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(GOOGLE.of("{\"incident\":{\"state\":\"open\"}}")).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = GOOGLE.event(OPEN.replace("\"policy_user_labels\":{", "\"policy_user_labels\":7,\"z\":{")
                .replace("\"state\":\"open\"", "\"state\":\"odd\"")
                .replace("\"links\":[", "\"links\":[true,"));
        assertThat(event.fingerprint()).isEqualTo(GOOGLE.event(OPEN).fingerprint());
        assertThat(event.partialReasons())
                .containsExactlyInAnyOrder(
                        "incident.policy_user_labels is a number, not an object; it was left out",
                        "incident.state says nothing known ('odd'); firing was taken",
                        "incident.documentation.links[0] is true or false, not an object; it was left out");
    }
}
