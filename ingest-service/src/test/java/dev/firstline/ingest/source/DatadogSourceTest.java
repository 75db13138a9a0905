package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatadogSourceTest {

    private static final Readings DATADOG = new Readings(new DatadogSource());
    private static final String FIRING = DATADOG.text("firing.json");

    @Test
    void recoveredEndsWhatTriggeredBeganInAnyCase() {
        Event firing = DATADOG.sample("firing.json");
        Event recovered = DATADOG.sample("recovered.json");
        assertThat(recovered.fingerprint()).isEqualTo(firing.fingerprint());
        assertThat(recovered.episode()).isEqualTo(firing.episode());
        assertThat(firing.episode().neverReturns()).isTrue();
        assertThat(firing.startedTime()).contains(Instant.parse("2026-11-21T03:44:19Z"));
        assertThat(recovered.endedTime()).contains(Instant.parse("2026-11-21T03:54:19Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "Triggered, FIRING, ERROR",
        "Re-Triggered, FIRING, ERROR",
        "No Data, FIRING, ERROR",
        "Re-No Data, FIRING, ERROR",
        "Warn, FIRING, WARNING",
        "Re-Warn, FIRING, WARNING",
        "Renotify, FIRING, ERROR",
        "Recovered, RESOLVED, ERROR",
        "Warn Recovered, RESOLVED, ERROR"
    })
    void transitionsSayWhetherItFires(String transition, EventStatus status, Severity severity) {
        Event event = DATADOG.event(FIRING.replace("\"Triggered\"", "\"" + transition + "\""));
        assertThat(event.status()).isEqualTo(status);
        assertThat(event.severity()).isEqualTo(severity);
        boolean begins = !transition.startsWith("Re") && status == EventStatus.FIRING;
        assertThat(event.startedTime().isPresent()).isEqualTo(begins);
    }

    @Test
    void twoGroupsOfOneMonitorAreTwoAlertsEvenWithOneTitleAndOneAggregationKey() {
        Event other =
                DATADOG.event(FIRING.replace("\"alert_scope\":\"pod_name:checkout", "\"alert_scope\":\"pod_name:cart"));
        assertThat(other.fingerprint())
                .isNotEqualTo(DATADOG.sample("firing.json").fingerprint());
    }

    @Test
    void theOrderOfAScopesTagsDoesNotMatter() {
        String scope = "\"alert_scope\":\"pod_name:checkout-7d9f8b6c4-x2x1z\"";
        Event one = DATADOG.event(FIRING.replace(scope, "\"alert_scope\":\"b:2, a:1\""));
        Event same = DATADOG.event(FIRING.replace(scope, "\"alertScope\":[\"a:1\",\"b:2\"]"));
        Event again = DATADOG.event(FIRING.replace(scope, "\"SCOPES\":{\"a\":1,\"b\":\"2\"}"));
        assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).isEqualTo(again.fingerprint());
        assertThat(again.labels()).containsEntry("a", "1").containsEntry("b", "2");
    }

    @Test
    void workloadAndInstanceComeFromTagsAndHost() {
        assertThat(DATADOG.sample("firing.json").resource())
                .contains(new Resource.KubernetesWorkload("eu1", "shop", "deployment", "checkout"));
        assertThat(DATADOG.event(FIRING.replace("kube_namespace:shop,", "")).resource())
                .contains(new Resource.ManagedInstance("i-0a1b2c3d4e5f60718", "", ""));
    }

    @Test
    void aFormIsReadAsWell() {
        String form = "alert_id=1234&aggreg_key=9bd4ac313a4d1e8fae2482df7b77628&alert_transition=Recovered"
                + "&alert_scope=pod_name%3Acheckout-7d9f8b6c4-x2x1z&alert_title=Errors+of+checkout&tags=env%3Aproduction%2Cx&bad=%zz";
        Event event = Readings.events(DATADOG.of(form, "application/x-www-form-urlencoded; charset=utf-8", Map.of()))
                .getFirst();
        assertThat(event.fingerprint()).isEqualTo(DATADOG.sample("firing.json").fingerprint());
        assertThat(event.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(event.title()).isEqualTo("Errors of checkout");
        assertThat(event.environment()).isEqualTo("production");
        assertThat(event.partialReasons())
                .containsExactly("the form has a broken escape; that field was taken as it stands");
    }

    @Test
    void variablesThatWereNotReplacedAreLeftOut() {
        Event event = DATADOG.event(FIRING.replace("\"23 errors in 5 minutes\"", "\"$TEXT_ONLY_MSG\"")
                .replace("\"i-0a1b2c3d4e5f60718\"", "\"$HOSTNAME\""));
        assertThat(event.description()).isEmpty();
        assertThat(event.labels()).doesNotContainKey("host");
        assertThat(event.partialReasons())
                .containsExactly(
                        "textonlymsg is a variable that was not replaced; it was left out",
                        "hostname is a variable that was not replaced; it was left out");
    }

    @Test
    void aTemplateThatSaysNothingOfTheAlertIsUnreadable() {
        assertThat(DATADOG.of("{\"title\":\"Disk\",\"body\":\"full\"}")).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aRedeliveryIsKnownOnlyByEventTransitionAndDateTogether() {
        assertThat(DATADOG.sample("firing.json").deliveryId()).isEqualTo("6543210987654321#Triggered#1795232659000");
        assertThat(DATADOG.event(FIRING.replace("\"date\":\"1795232659000\",", ""))
                        .deliveryId())
                .isEmpty();
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = DATADOG.event(FIRING.replace("\"1795232659000\"", "\"soon\"")
                .replace("\"alert_title\":\"[", "\"alert_title\":[1],\"x\":\"["));
        assertThat(event.fingerprint()).isEqualTo(DATADOG.sample("firing.json").fingerprint());
        assertThat(event.partialReasons())
                .containsExactlyInAnyOrder(
                        "date is no time that is understood: soon",
                        "alerttitle is a list, not a text; it was left out");
    }
}
