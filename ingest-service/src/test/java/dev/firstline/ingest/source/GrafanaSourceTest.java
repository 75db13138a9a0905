package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.testing.Readings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrafanaSourceTest {

    private static final Readings GRAFANA = new Readings(new GrafanaSource());
    private static final String LEGACY = GRAFANA.text("legacy.json");

    @Test
    void firingAndResolvedAreOneEpisodeOfOneAlert() {
        Event firing = GRAFANA.sample("firing.json");
        Event resolved = GRAFANA.sample("resolved.json");
        assertThat(resolved.fingerprint()).isEqualTo(firing.fingerprint());
        assertThat(resolved.episode()).isEqualTo(firing.episode());
        assertThat(resolved.status()).isEqualTo(EventStatus.RESOLVED);
    }

    @Test
    void grafanasOwnLinksAreTaken() {
        assertThat(GRAFANA.sample("firing.json").links())
                .contains(
                        new Link(Link.Kind.DASHBOARD, "https://grafana.example.com/d/shop?orgId=1"),
                        new Link(
                                Link.Kind.SILENCE,
                                "https://grafana.example.com/alerting/silence/new?alertmanager=grafana&matcher=alertname%3DHighMemory&orgId=1"));
    }

    @Test
    void theValuesAreTheDescriptionWhereThereIsNone() {
        String body = GRAFANA.text("firing.json").replace("\"description\":", "\"other\":");
        assertThat(GRAFANA.event(body).description()).startsWith("[ var='B'");
    }

    @Test
    void alertsThatWereCutOffAreToldAsAnAlert() {
        List<Event> events =
                GRAFANA.events(GRAFANA.text("firing.json").replace("\"truncatedAlerts\":0", "\"truncatedAlerts\":3"));
        assertThat(events).hasSize(2);
        assertThat(events.getLast().title()).isEqualTo("Grafana cut off 3 alerts");
        assertThat(events.getLast().labels()).containsEntry("alertname", "GrafanaTruncated");
    }

    @ParameterizedTest
    @CsvSource({"alerting, FIRING", "no_data, FIRING", "ok, RESOLVED", "paused, RESOLVED"})
    void aLegacyRuleKeepsItsIdentityThroughItsStates(String state, EventStatus status) {
        Event event = GRAFANA.event(LEGACY.replace("\"alerting\"", "\"" + state + "\"")
                .replace("[Alerting] Latency of checkout", "[" + state + "] Latency of checkout"));
        assertThat(event.fingerprint()).isEqualTo("rule/1/17");
        assertThat(event.status()).isEqualTo(status);
        assertThat(event.title()).isEqualTo("Latency of checkout");
    }

    @Test
    void aPendingLegacyRuleSaysNothingYet() {
        assertThat(GRAFANA.events(LEGACY.replace("\"alerting\"", "\"pending\"")))
                .isEmpty();
    }

    @Test
    void severalSeriesOfALegacyRuleGiveNoLabels() {
        String two = LEGACY.replace(
                "\"evalMatches\":[", "\"evalMatches\":[{\"value\":1,\"metric\":\"m\",\"tags\":{\"route\":\"/x\"}},");
        assertThat(GRAFANA.event(two).labels()).doesNotContainKey("route");
        assertThat(GRAFANA.event(LEGACY).labels()).containsEntry("route", "/pay");
    }

    @Test
    void aLegacyRuleWithoutIdIsKnownByItsPanel() {
        Event event = GRAFANA.event(LEGACY.replace("\"ruleId\":17,", ""));
        Event other = GRAFANA.event(LEGACY.replace("\"ruleId\":17,", "").replace("\"panelId\":2", "\"panelId\":3"));
        assertThat(event.fingerprint()).isNotEqualTo(other.fingerprint());
        assertThat(event.partialReasons())
                .containsExactly("ruleId is missing; a hash over dashboardId, panelId and tags was used");
    }

    @Test
    void wrongTypesInALegacyRuleLoseNothing() {
        Event event = GRAFANA.event(LEGACY.replace("\"message\":\"p99 of /pay is over 2 s\"", "\"message\":[1]")
                .replace("\"state\":\"alerting\"", "\"state\":7")
                .replace("\"evalMatches\":[", "\"evalMatches\":[null,"));
        assertThat(event.fingerprint()).isEqualTo("rule/1/17");
        assertThat(event.partialReasons())
                .contains(
                        "message is a list, not a text; it was left out",
                        "state says nothing known ('7'); firing was taken");
    }

    @Test
    void whatIsNoneOfItIsUnreadable() {
        assertThat(GRAFANA.of("{\"hello\":1}"))
                .isEqualTo(new Reading.Unreadable("alerts is missing, not a list: no webhook of Grafana"));
    }
}
