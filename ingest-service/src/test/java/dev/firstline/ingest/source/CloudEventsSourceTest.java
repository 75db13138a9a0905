package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEventsSourceTest {

    private static final String SINGLE = "application/cloudevents+json; charset=UTF-8";
    private static final String BATCH = "application/cloudevents-batch+json";

    private static Reading read(String contentType, String body) {
        return new CloudEventsSource()
                .read(new Payload("apps", contentType, body.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    private static Event single(String body) {
        return ((Reading.Read) read(SINGLE, body)).events().getFirst();
    }

    private static String event(String type, String rest) {
        return """
                {"specversion":"1.0","id":"42","source":"/shop/eu","type":"%s","subject":"db-1","time":"2026-11-21T03:00:00Z"%s}""".formatted(type, rest);
    }

    @Test
    void theAlertStandsInData() {
        Event event = single(event("com.example.alert", """
                ,"data":{"fingerprint":"disk-db-1","status":"resolved","severity":"error","title":"Disk full","description":"97 %",
                 "labels":{"host":"db-1"},"service":"orders","environment":"production","started_time":"2026-11-21T02:00:00Z",
                 "ended_time":"2026-11-21T02:30:00Z","episode_key":"7","occurrences":3,"source_order":11,
                 "runbook_url":"https://runbooks.example.com/disk",
                 "resource":{"instance":{"id":"i-0123456789abcdef0","region":"eu-west-1"}}}"""));
        assertThat(event.deliveryId()).isEqualTo("/shop/eu#42");
        assertThat(event.fingerprint()).isEqualTo("disk-db-1");
        assertThat(event.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(event.severity()).isEqualTo(Severity.ERROR);
        assertThat(event.title()).isEqualTo("Disk full");
        assertThat(event.labels())
                .containsEntry("host", "db-1")
                .containsEntry("severity", "error")
                .containsEntry("ce_type", "com.example.alert");
        assertThat(event.startedTime()).contains(Instant.parse("2026-11-21T02:00:00Z"));
        assertThat(event.endedTime()).contains(Instant.parse("2026-11-21T02:30:00Z"));
        assertThat(event.episode().key()).isEqualTo("7");
        assertThat(event.occurrences()).hasValue(3);
        assertThat(event.sourceOrder()).hasValue(11);
        assertThat(event.service()).isEqualTo("orders");
        assertThat(event.environment()).isEqualTo("production");
        assertThat(event.resource()).contains(new Resource.ManagedInstance("i-0123456789abcdef0", "eu-west-1", ""));
        assertThat(event.links()).contains(new Link(Link.Kind.RUNBOOK, "https://runbooks.example.com/disk"));
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void firingAndResolvedByTypeHaveOneFingerprint() {
        Event firing = single(event("com.example.disk.firing", ""));
        Event resolved = single(event("com.example.disk.resolved", ""));
        assertThat(firing.status()).isEqualTo(EventStatus.FIRING);
        assertThat(resolved.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(firing.fingerprint()).isEqualTo(resolved.fingerprint());
        assertThat(firing.startedTime()).contains(Instant.parse("2026-11-21T03:00:00Z"));
        assertThat(resolved.endedTime()).contains(Instant.parse("2026-11-21T03:00:00Z"));
    }

    @Test
    void differentSubjectsAreDifferentAlertsWhateverTheirTitle() {
        String title = ",\"data\":{\"title\":\"Dead-lock\"}";
        Event form = single(event("x", title));
        Event worker = single(event("x", title).replace("db-1", "worker"));
        assertThat(form.title()).isEqualTo(worker.title());
        assertThat(form.fingerprint()).isNotEqualTo(worker.fingerprint());
    }

    @Test
    void camelCaseIsReadToo() {
        Event event = single(event(
                "x", ",\"data\":{\"episodeKey\":\"e\",\"sourceOrder\":5,\"dashboardUrl\":\"http://g.example.com/d\"}"));
        assertThat(event.episode().key()).isEqualTo("e");
        assertThat(event.sourceOrder()).hasValue(5);
        assertThat(event.links()).contains(new Link(Link.Kind.DASHBOARD, "http://g.example.com/d"));
    }

    @Test
    void theSequenceExtensionOrdersWhereItCounts() {
        assertThat(single(event("x", ",\"sequence\":\"9\",\"sequencetype\":\"Integer\""))
                        .sourceOrder())
                .hasValue(9);
        assertThat(single(event("x", ",\"sequence\":\"abc\"")).sourceOrder()).isEmpty();
    }

    @Test
    void base64DataIsReadWhereItIsJson() {
        String data = Base64.getEncoder().encodeToString("{\"title\":\"Hidden\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(single(event("x", ",\"data_base64\":\"" + data + "\"")).title())
                .isEqualTo("Hidden");
        Event broken = single(event("x", ",\"data_base64\":\"%%%\""));
        assertThat(broken.title()).isEqualTo("x db-1");
        assertThat(broken.partialReasons()).containsExactly("data_base64 is no base64; it was left out");
    }

    @Test
    void dataThatIsNoObjectLosesNothing() {
        Event event = single(event("com.example.ping", ",\"data\":[1,2]"));
        assertThat(event.title()).isEqualTo("com.example.ping db-1");
        assertThat(event.partialReasons()).containsExactly("data is a list, not an object; it was left out");
    }

    @Test
    void anIncompleteResourceIsLeftOutAndTold() {
        Event event = single(event("x", ",\"data\":{\"resource\":{\"kubernetes\":{\"namespace\":\"a\"}}}"));
        assertThat(event.resource()).isEmpty();
        assertThat(event.partialReasons()).hasSize(1).first().asString().startsWith("data.resource is left out");
    }

    @Test
    void aBatchKeepsItsOrderAndTellsWhatIsNoCloudEvent() {
        String body = "[" + event("x.firing", "") + "," + event("x.resolved", "") + ",{\"a\":1}]";
        List<Event> events = ((Reading.Read) read(BATCH, body)).events();
        assertThat(events).extracting(Event::status).startsWith(EventStatus.FIRING, EventStatus.RESOLVED);
        assertThat(events.getLast().title()).isEqualTo("1 events of a batch could not be read");
    }

    @Test
    void anEmptyBatchSaysNothing() {
        assertThat(((Reading.Read) read(BATCH, "[]")).events()).isEmpty();
    }

    @Test
    void plainJsonIsTakenForWhatItLooksLike() {
        assertThat(read("application/json", event("x", ""))).isInstanceOf(Reading.Read.class);
        assertThat(read("", "[" + event("x", "") + "]")).isInstanceOf(Reading.Read.class);
    }

    @Test
    void whatIsNoCloudEventIsUnreadable() {
        assertThat(read(SINGLE, "{\"hello\":1}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(SINGLE, "[]")).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(BATCH, event("x", ""))).isInstanceOf(Reading.Unreadable.class);
        assertThat(read("application/cloudevents+avro", "x")).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(SINGLE, "no json")).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void aNameThatCannotBeStoredIsNoReasonToThrow() {
        Event event = single(event("x", ",\"a\\u0000\":\"b\\u0000\""));
        assertThat(event.labels()).containsEntry("ce_a\uFFFD", "b\uFFFD");
        assertThat(event.partialReasons()).isNotEmpty().noneMatch(reason -> reason.contains("\0"));
    }

    @Test
    void anOtherVersionOrAMissingIdIsTold() {
        Event event = single("{\"specversion\":\"0.3\",\"source\":\"s\",\"type\":\"t\"}");
        assertThat(event.deliveryId()).isEmpty();
        assertThat(event.partialReasons()).hasSize(2);
    }

    private static Reading binary(String contentType, String body, String... headers) {
        Map<String, String> all = new HashMap<>(Map.of(
                "ce-specversion",
                "1.0",
                "ce-type",
                "com.example.disk.resolved",
                "ce-source",
                "/shop/eu",
                "ce-id",
                "42"));
        for (int i = 0; i < headers.length; i += 2) all.put(headers[i], headers[i + 1]);
        return new CloudEventsSource()
                .read(new Payload("apps", contentType, body.getBytes(StandardCharsets.UTF_8), all));
    }

    private static Event only(Reading reading) {
        return ((Reading.Read) reading).events().getFirst();
    }

    @Test
    void inBinaryModeAnEventIsTheSameAsInJson() {
        String data = "{\"title\":\"Disk full\",\"severity\":\"error\"}";
        Event inJson = single(event("com.example.disk.resolved", ",\"data\":" + data + ",\"region\":\"eu1\""));
        Event event = only(binary(
                "application/json", data, "ce-subject", "db-1", "ce-time", "2026-11-21T03:00:00Z", "ce-region", "eu1"));
        assertThat(event).isEqualTo(inJson);
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void inBinaryModeAttributesAreDecoded() {
        Event event = only(binary(
                "",
                "",
                "ce-subject",
                "Z%C3%BCrich 100% a+b",
                "ce-region",
                "\"eu \\\"1\\\"\"",
                "ce-data",
                "no attribute"));
        assertThat(event.labels())
                .containsEntry("ce_subject", "Zürich 100% a+b")
                .containsEntry("ce_region", "eu \"1\"")
                .doesNotContainKey("ce_data");
        assertThat(event.partialReasons())
                .containsExactly("subject has a percent sign that escapes nothing; it was taken as it stands");
    }

    @Test
    void inBinaryModeDataThatIsNoJsonLosesNothing() {
        Event event = only(binary("text/plain", "Disk full"));
        assertThat(event.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(event.partialReasons()).containsExactly("the body is text/plain, not JSON; it was left out");
        assertThat(binary("application/vnd.example+json; charset=utf-8", "no json"))
                .isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void inStructuredModeHeadersSayNothing() {
        Event event = only(binary(SINGLE, event("x", ""), "ce-type", "y"));
        assertThat(event.labels()).containsEntry("ce_type", "x");
    }
}
