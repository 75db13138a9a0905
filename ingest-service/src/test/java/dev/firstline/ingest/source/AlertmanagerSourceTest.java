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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerSourceTest {

    private static final String ALERT = """
            {"status":"firing","labels":{"alertname":"PaymentErrors","namespace":"payments","pod":"checkout-7d9f8b6c4-x2x1z",
              "cluster":"eu1","severity":"critical"},
             "annotations":{"summary":"Payments fail","description":"3 failed","runbook_url":"https://runbooks.example.com/pay"},
             "startsAt":"2026-11-21T03:44:19.73Z","endsAt":"0001-01-01T00:00:00Z",
             "generatorURL":"http://prom.example.com/graph?g0.expr=up","fingerprint":"e077cce9e21c646a"}""";

    private static Reading read(byte[] body) {
        return new AlertmanagerSource().read(new Payload("prom", "application/json", body, Map.of()));
    }

    private static Reading read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Event> events(String body) {
        return ((Reading.Read) read(body)).events();
    }

    private static String webhook(String alerts) {
        return """
                {"version":"4","groupKey":"{}:{x=\\"y\\"}","status":"firing","externalURL":"http://am.example.com:9093",
                 "groupLabels":{"service":"checkout"},"commonLabels":{"service":"checkout","cluster":"eu1"},
                 "truncatedAlerts":0,"alerts":[%s]}""".formatted(alerts);
    }

    private static Event event(String alert) {
        List<Event> events = events(webhook(alert));
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    @Test
    void aFiringAlertIsReadWhole() {
        Event event = event(ALERT);
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(event.fingerprint()).isEqualTo("e077cce9e21c646a");
        assertThat(event.episode()).isEqualTo(new Event.Episode("2026-11-21T03:44:19.73Z", false));
        assertThat(event.title()).isEqualTo("Payments fail");
        assertThat(event.description()).isEqualTo("3 failed");
        assertThat(event.startedTime()).contains(Instant.parse("2026-11-21T03:44:19.73Z"));
        assertThat(event.endedTime()).isEmpty();
        assertThat(event.service()).isEqualTo("checkout");
        assertThat(event.environment()).isEqualTo("eu1");
        assertThat(event.resource())
                .contains(new Resource.KubernetesWorkload("eu1", "payments", "deployment", "checkout"));
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void linksLeadToRunbookSourceAndSilence() {
        assertThat(event(ALERT).links())
                .contains(
                        new Link(Link.Kind.RUNBOOK, "https://runbooks.example.com/pay"),
                        new Link(Link.Kind.SOURCE, "http://prom.example.com/graph?g0.expr=up"));
        String silence = event(ALERT).links().getLast().url();
        assertThat(silence)
                .startsWith(
                        "http://am.example.com:9093/#/silences/new?filter=%7Balertname%3D%22PaymentErrors%22%2C%20");
    }

    @Test
    void aResolvedAlertHasItsEndAndTheSameFingerprint() {
        Event event = event(ALERT.replace("\"status\":\"firing\"", "\"status\":\"resolved\"")
                .replace("0001-01-01T00:00:00Z", "2026-11-21T03:45:18.73Z"));
        assertThat(event.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(event.endedTime()).contains(Instant.parse("2026-11-21T03:45:18.73Z"));
        assertThat(event.fingerprint()).isEqualTo("e077cce9e21c646a");
    }

    @Test
    void whatAlertmanagerCutOffIsAnEventOfItsOwn() {
        List<Event> events = events(webhook(ALERT).replace("\"truncatedAlerts\":0", "\"truncatedAlerts\":12"));
        assertThat(events).hasSize(2);
        Event told = events.getLast();
        assertThat(told.title()).isEqualTo("Alertmanager cut off 12 alerts");
        assertThat(told.status()).isEqualTo(EventStatus.FIRING);
        assertThat(told.severity()).isEqualTo(Severity.WARNING);
        assertThat(told.service()).isEqualTo("checkout");
        assertThat(told.resource()).isEmpty();
        assertThat(told.labels()).containsEntry("alertname", "AlertmanagerTruncated");
        assertThat(told.fingerprint())
                .startsWith("firstline/truncated/")
                .isNotEqualTo(events.getFirst().fingerprint());
    }

    @Test
    void withoutFingerprintTheSortedLabelsIdentifyTheAlert() {
        String firing = ALERT.replace(",\"fingerprint\":\"e077cce9e21c646a\"", "");
        Event one = event(firing);
        Event other = event(firing.replace(
                        "\"cluster\":\"eu1\",\"severity\":\"critical\"",
                        "\"severity\":\"critical\",\"cluster\":\"eu1\"")
                .replace("\"status\":\"firing\"", "\"status\":\"resolved\""));
        assertThat(one.fingerprint()).hasSize(32).isEqualTo(other.fingerprint());
        assertThat(one.partialReasons())
                .containsExactly("alerts[0].fingerprint is missing; a hash over the labels was used");
    }

    @Test
    void wrongTypesAreToldAndTheRestIsUsed() {
        Event event = event(ALERT.replace("\"Payments fail\"", "{\"a\":1}")
                .replace("\"eu1\"", "7")
                .replace("\"2026-11-21T03:44:19.73Z\"", "\"yesterday\""));
        assertThat(event.title()).isEqualTo("PaymentErrors");
        assertThat(event.labels()).containsEntry("cluster", "7");
        assertThat(event.startedTime()).isEmpty();
        assertThat(event.episode()).isEqualTo(Event.Episode.UNTOLD);
        assertThat(event.partialReasons())
                .containsExactlyInAnyOrder(
                        "alerts[0].labels.cluster is a number, not a text; its digits were used",
                        "alerts[0].annotations.summary is an object, not a text; it was left out",
                        "alerts[0].startsAt is no time of RFC 3339: yesterday");
    }

    @Test
    void anUnknownStatusIsTakenFromTheGroupAndMissingLabelsToo() {
        Event event = event("{\"status\":\"confused\",\"fingerprint\":\"abc\"}");
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.labels()).containsEntry("service", "checkout");
        assertThat(event.partialReasons()).hasSize(2);
    }

    @Test
    void anAlertThatIsNoObjectIsToldBesideTheOthers() {
        List<Event> events = events(webhook(ALERT + ",\"broken\""));
        assertThat(events).hasSize(2);
        assertThat(events.getLast().title()).isEqualTo("1 alerts from Alertmanager could not be read");
        assertThat(events.getLast().partialReasons()).containsExactly("alerts[1] is a text, not an object");
    }

    @Test
    void nulAndLoneSurrogatesAreReplaced() {
        Event event = event(ALERT.replace("Payments fail", "a\\u0000b\\ud800c \\ud83d\\ude00"));
        assertThat(event.title()).isEqualTo("a\uFFFDb\uFFFDc \uD83D\uDE00");
        assertThat(event.partialReasons())
                .containsExactly(
                        "alerts[0].annotations.summary has characters that can't be stored; they were replaced");
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() {
        byte[] body = webhook(ALERT).getBytes(StandardCharsets.UTF_8);
        String text = new String(body, StandardCharsets.ISO_8859_1);
        byte[] broken = text.replace("Payments fail", "Payments fa\u00e4l").getBytes(StandardCharsets.ISO_8859_1);
        Event event = ((Reading.Read) read(broken)).events().getFirst();
        assertThat(event.title()).startsWith("Payments fa\uFFFD");
        assertThat(event.partialReasons()).containsExactly("the body is not valid UTF-8; what isn't was replaced");
    }

    @Test
    void variablesThatWereNotReplacedAreToldAndNoLinks() {
        Event event = event(ALERT.replace("https://runbooks.example.com/pay", "{{ $labels.runbook }}")
                .replace("\"cluster\":\"eu1\"", "\"service\":\"{$MACRO}\""));
        assertThat(event.service()).isEmpty();
        assertThat(event.links()).noneMatch(link -> link.kind() == Link.Kind.RUNBOOK);
        assertThat(event.partialReasons())
                .contains(
                        "the runbook is no address: {{ $labels.runbook }}",
                        "the service holds a variable that was not replaced: {$MACRO}");
    }

    @Test
    void longTextsAreCutNeverBetweenTwoHalvesOfACharacter() {
        Event event = event(ALERT.replace("Payments fail", "x".repeat(498) + "\uD83D\uDE00 and more"));
        assertThat(event.title()).isEqualTo("x".repeat(498) + "…");
    }

    @Test
    void whatIsNoJsonIsMalformedAndNamesThePlace() {
        assertThat(read("{\"alerts\": ["))
                .isInstanceOfSatisfying(Reading.Malformed.class, malformed -> assertThat(malformed.reason())
                        .contains("line 1"));
        assertThat(read("")).isInstanceOf(Reading.Malformed.class);
        assertThat(read(webhook(ALERT) + "}")).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void jsonOfAnotherKindIsUnreadable() {
        for (String body : List.of("{}", "[]", "1", "null", "\"text\"", "{\"alerts\":{}}", "{\"alerts\":[1,2]}")) {
            assertThat(read(body)).as(body).isInstanceOf(Reading.Unreadable.class);
        }
    }

    @Test
    void jsonThatIsNestedTooDeepIsUnreadable() {
        String deep = "[".repeat(100) + "]".repeat(100);
        assertThat(read(webhook(ALERT).replace("\"groupLabels\":{\"service\":\"checkout\"}", "\"x\":" + deep)))
                .isInstanceOfSatisfying(Reading.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                        .contains("depth"));
    }

    @Test
    void aPayloadWithoutAlertsSaysNothing() {
        assertThat(events(webhook(""))).isEmpty();
    }
}
