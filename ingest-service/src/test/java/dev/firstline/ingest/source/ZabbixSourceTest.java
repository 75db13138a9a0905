package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZabbixSourceTest {

    private static final Readings ZABBIX = new Readings(new ZabbixSource());
    private static final String PROBLEM = ZABBIX.text("problem.json");
    private static final String RECOVERY = ZABBIX.text("recovery.json");

    @Test
    void aRecoveryEndsItsProblemInTheOrderOfZabbix() {
        Event problem = ZABBIX.event(PROBLEM);
        Event recovery = ZABBIX.event(RECOVERY);
        assertThat(recovery.fingerprint()).isEqualTo(problem.fingerprint());
        assertThat(recovery.episode()).isEqualTo(problem.episode());
        assertThat(recovery.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(problem.sourceOrder()).hasValue(812);
        assertThat(recovery.sourceOrder()).hasValue(815);
        assertThat(problem.partialReasons()).isEmpty();
    }

    @Test
    void problemsOfOneTriggerThatDifferByTagsStayTwo() {
        Event other = ZABBIX.event(PROBLEM.replace("performance", "capacity"));
        assertThat(other.fingerprint()).isNotEqualTo(ZABBIX.event(PROBLEM).fingerprint());
    }

    @Test
    void theTitleIsNoPartOfTheIdentity() {
        Event renamed = ZABBIX.event(PROBLEM.replace("over 1.5", "over 2"));
        assertThat(renamed.fingerprint()).isEqualTo(ZABBIX.event(PROBLEM).fingerprint());
    }

    @Test
    void aMacroThatZabbixDidNotReplaceIsMissingAndSaid() {
        Event recovery = ZABBIX.event(RECOVERY);
        assertThat(recovery.links()).isEmpty();
        assertThat(recovery.partialReasons())
                .containsExactly("zabbix_url is a macro that Zabbix did not replace; it was left out");
        Event without = ZABBIX.event(
                RECOVERY.replace("\"815\"", "\"{EVENT.RECOVERY.ID}\"").replace("shop-app-1", "*UNKNOWN*"));
        assertThat(without.sourceOrder()).isEmpty();
        assertThat(without.labels()).doesNotContainKey("host");
        assertThat(without.partialReasons()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"0, UNSPECIFIED", "1, INFO", "2, WARNING", "3, WARNING", "4, ERROR", "5, CRITICAL"})
    void theNumberOfTheSeverityCountsSinceNamesCanBeChanged(String number, Severity severity) {
        Event event =
                ZABBIX.event(PROBLEM.replace("\"event_nseverity\":\"4\"", "\"event_nseverity\":\"" + number + "\"")
                        .replace("\"High\"", "\"Oh no\""));
        assertThat(event.severity()).isEqualTo(severity);
        assertThat(event.labels()).containsEntry("severity", "Oh no");
    }

    @Test
    void tagsAreLabelsAndNameTheService() {
        Event event = ZABBIX.event(PROBLEM);
        assertThat(event.service()).isEqualTo("shop");
        assertThat(event.labels()).containsEntry("component", "cpu,os").containsEntry("host", "shop-app-1");
    }

    @Test
    void whatNoTriggerBeganIsKnownByItsEvent() {
        String service =
                "{\"event_id\":\"9\",\"event_source\":\"4\",\"event_value\":\"%s\",\"trigger_id\":\"{TRIGGER.ID}\"}";
        assertThat(ZABBIX.event(service.formatted("1")).fingerprint()).isEqualTo("event/9");
        assertThat(ZABBIX.event(service.formatted("0")).fingerprint()).isEqualTo("event/9");
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = ZABBIX.event(PROBLEM.replace("\"event_value\":\"1\"", "\"event_value\":2")
                .replace("\"1795232659\"", "\"yesterday\"")
                .replace("\"[{", "\"{"));
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.partialReasons()).hasSize(3);
    }

    @Test
    void withoutAnEventsIdNothingIsKnown() {
        assertThat(ZABBIX.of("{\"event_id\":\"{EVENT.ID}\"}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(ZABBIX.of("{\"hello\":1}")).isInstanceOf(Reading.Unreadable.class);
    }
}
