package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenericSourceTest {

    /** As docs/sources.md has it. */
    private static final Map<String, String> BUILDS = Map.of(
            "alerts", "/builds",
            "id", "alert.project + '/' + alert.branch",
            "state", "alert.result == 'FAILED' ? 'firing' : 'resolved'",
            "severity", "alert.branch == 'main' ? 'error' : 'info'",
            "title", "/name",
            "service", "/project",
            "url", "payload.base + '/builds/' + string(alert.number)",
            "started_time", "/started",
            "occurrences", "size(alert.failures)",
            "labels", "/tags");

    private static final String BODY = """
            {"base":"https://ci.example.com","builds":[
             {"project":"shop","branch":"main","number":71,"name":"Build of shop","result":"FAILED","started":1795232659,"failures":["a","b"],"tags":{"team":"web"}},
             {"project":"shop","branch":"try","number":72,"name":"Build of shop","result":"OK","failures":[],"tags":{"team":"web","state":"x"}}]}""";

    private static Readings with(Map<String, String> fields) {
        return new Readings(new GenericSource().with(fields));
    }

    @Test
    void fieldsArePointedAtOrComputed() {
        List<Event> events = with(BUILDS).events(BODY);
        assertThat(events).extracting(Event::fingerprint).containsExactly("shop/main", "shop/try");
        assertThat(events).extracting(Event::status).containsExactly(EventStatus.FIRING, EventStatus.RESOLVED);
        Event failed = events.getFirst();
        assertThat(failed.severity()).isEqualTo(Severity.ERROR);
        assertThat(failed.title()).isEqualTo("Build of shop");
        assertThat(failed.service()).isEqualTo("shop");
        assertThat(failed.startedTime()).contains(Instant.ofEpochSecond(1795232659));
        assertThat(failed.occurrences()).hasValue(2);
        assertThat(failed.labels()).containsEntry("team", "web");
        assertThat(failed.links()).containsExactly(new Link(Link.Kind.SOURCE, "https://ci.example.com/builds/71"));
        assertThat(events)
                .allSatisfy(event -> assertThat(event.partialReasons()).isEmpty());
    }

    @Test
    void labelsCanBeComputedAsWell() {
        Event event = with(Map.of("labels", "{'host': alert.node.name, 'zone': 7}", "state", "'down'"))
                .event("{\"node\":{\"name\":\"db-1\"}}");
        assertThat(event.labels()).containsEntry("host", "db-1").containsEntry("zone", "7");
        assertThat(event.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aListCanBeComputed() {
        Map<String, String> fields = Map.of(
                "alerts", "payload.checks.filter(check, check.ok == false)", "check", "/name", "state", "'firing'");
        List<Event> events =
                with(fields).events("{\"checks\":[{\"name\":\"a\",\"ok\":true},{\"name\":\"b\",\"ok\":false}]}");
        assertThat(events).extracting(Event::title).containsExactly("b");
    }

    @Test
    void whatCannotBeComputedLosesNothing() {
        Event event = with(BUILDS).event("{\"builds\":{\"project\":\"shop\",\"branch\":\"main\",\"result\":null}}");
        assertThat(event.fingerprint()).isEqualTo("shop/main");
        assertThat(event.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(event.partialReasons())
                .hasSize(2)
                .contains("the field occurrences can't be computed: there is no alert.failures");
    }

    @Test
    void timesAndNullsAreComputedToo() {
        Map<String, String> fields = Map.of(
                "id", "'a'", "state", "'up'", "ended_time", "timestamp(alert.at)", "labels", "{'b': alert.none}");
        Event event = with(fields).event("{\"at\":\"2026-11-21T04:00:00+01:00\",\"none\":null}");
        assertThat(event.endedTime()).contains(Instant.parse("2026-11-21T03:00:00Z"));
        assertThat(event.labels()).doesNotContainKey("b");
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void withoutFieldsTheBodyHasTheLayoutItself() {
        assertThat(new Readings(new GenericSource())
                        .event("{\"id\":\"a\",\"state\":\"ok\"}")
                        .status())
                .isEqualTo(EventStatus.RESOLVED);
    }

    @Test
    void aBodyInWhichNothingIsWhereItShouldBeIsUnreadable() {
        assertThat(with(BUILDS).of("{\"hello\":1}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(with(Map.of("id", "/a")).of("{\"hello\":1}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(with(BUILDS).of("no json")).isInstanceOf(Reading.Malformed.class);
        assertThat(with(BUILDS).events("{\"builds\":[]}")).isEmpty();
    }

    @Test
    void aFieldThatIsWrittenWronglyIsSaid() {
        assertThatThrownBy(() -> new GenericSource().with(Map.of("title", "alert.")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("title: at character ");
        assertThatThrownBy(() -> new GenericSource().with(Map.of("title", "name")))
                .hasMessageStartingWith("title: ")
                .hasMessageContaining("name");
    }
}
