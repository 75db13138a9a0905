package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainSourceTest {

    private static final Readings PLAIN = new Readings(new PlainSource());
    private static final String CRITICAL = PLAIN.text("nagios-critical.json");

    @Test
    void okEndsWhatWasCritical() {
        Event critical = PLAIN.event(CRITICAL);
        Event ok = PLAIN.sample("nagios-ok.json");
        assertThat(ok.fingerprint()).isEqualTo(critical.fingerprint());
        assertThat(ok.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(critical.title()).isEqualTo("Disk /var on shop-db-1");
        assertThat(critical.service()).isEqualTo("shop");
        assertThat(critical.environment()).isEqualTo("production");
    }

    @Test
    void aFormSaysTheSameAsJson() {
        Reading form = PLAIN.of(
                "host=shop-db-1&check=Disk+%2Fvar&state=CRITICAL&service=shop&environment=production",
                "application/x-www-form-urlencoded", Map.of());
        Event event = Readings.events(form).getFirst();
        assertThat(event.fingerprint()).isEqualTo(PLAIN.event(CRITICAL).fingerprint());
        assertThat(event.severity()).isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({
        "OK, RESOLVED, UNSPECIFIED",
        "WARNING, FIRING, WARNING",
        "CRITICAL, FIRING, CRITICAL",
        "UNKNOWN, FIRING, WARNING",
        "UP, RESOLVED, UNSPECIFIED",
        "DOWN, FIRING, CRITICAL",
        "Unreachable, FIRING, ERROR",
        "firing, FIRING, UNSPECIFIED",
        "resolved, RESOLVED, UNSPECIFIED"
    })
    void statesAreThoseOfNagiosOrFiringAndResolved(String word, EventStatus status, Severity severity) {
        Event event = PLAIN.event("{\"host\":\"a\",\"state\":\"" + word + "\"}");
        assertThat(event.status()).isEqualTo(status);
        assertThat(event.severity()).isEqualTo(severity);
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void anotherLabelIsAnotherAlertAndAnotherMessageIsNot() {
        String one = PLAIN.event(CRITICAL).fingerprint();
        assertThat(PLAIN.event(CRITICAL.replace("512 MB", "511 MB")).fingerprint())
                .isEqualTo(one);
        assertThat(PLAIN.event(CRITICAL.replace("\"host\"", "\"mount\":\"/var\",\"host\""))
                        .fingerprint())
                .isNotEqualTo(one);
        assertThat(PLAIN.event(CRITICAL.replace("production", "staging")).fingerprint())
                .isNotEqualTo(one);
    }

    @Test
    void anIdOfItsOwnIsItsIdentityWhateverElseIsSaid() {
        Event one = PLAIN.event("{\"id\":7,\"state\":\"firing\",\"severity\":\"high\",\"value\":\"97\"}");
        Event other = PLAIN.event("{\"id\":\"7\",\"state\":\"ok\",\"value\":\"12\"}");
        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(one.severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void linksAreTaken() {
        assertThat(PLAIN.event("{\"id\":\"7\",\"state\":\"firing\",\"runbook_url\":\"https://r.example.com/7\"}")
                        .links())
                .containsExactly(new Link(Link.Kind.RUNBOOK, "https://r.example.com/7"));
    }

    @Test
    void severalComeAtOnce() {
        List<Event> events = PLAIN.events(PLAIN.text("several.json"));
        assertThat(events).extracting(Event::status).containsExactly(EventStatus.FIRING, EventStatus.RESOLVED);
        assertThat(PLAIN.events("[]")).isEmpty();
    }

    @Test
    void whatOfAListCannotBeReadIsAnAlertOfItsOwn() {
        List<Event> events = PLAIN.events("[{\"host\":\"a\",\"state\":\"DOWN\"},1,{\"state\":\"UP\"}]");
        assertThat(events).hasSize(2);
        assertThat(events.getLast().title()).isEqualTo("2 events of a batch could not be read");
        assertThat(events.getLast().partialReasons()).hasSize(2);
    }

    @Test
    void aStateThatIsNoneFiresAndIsSaid() {
        Event event = PLAIN.event("{\"host\":\"a\",\"check\":[],\"state\":\"purple\"}");
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.partialReasons())
                .containsExactly(
                        "check is a list, not a text; it was left out",
                        "state says nothing known ('purple'); firing was taken");
    }

    @Test
    void withoutAnythingThatTellsWhichAlertItIsNothingIsRead() {
        assertThat(PLAIN.of("{\"state\":\"CRITICAL\"}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(PLAIN.of("[1]")).isInstanceOf(Reading.Unreadable.class);
        assertThat(PLAIN.of("\"a\"")).isInstanceOf(Reading.Unreadable.class);
        assertThat(PLAIN.of("host=a&state=CRITICAL")).isInstanceOf(Reading.Malformed.class);
    }
}
