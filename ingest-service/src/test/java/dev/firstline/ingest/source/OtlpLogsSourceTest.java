package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.ExportedLogs;
import dev.firstline.ingest.testing.Readings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpLogsSourceTest {

    private static final String PROTOBUF = "application/x-protobuf";

    private final OtlpLogsSource source = new OtlpLogsSource();
    private final Readings readings = new Readings(source);

    private static String request(String records) {
        return """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
             "scopeLogs":[{"scope":{"name":"logger"},"logRecords":[%s]}]}]}\
            """.formatted(records);
    }

    private static String error(String message) {
        return "{\"severityNumber\":17,\"body\":{\"stringValue\":\"" + message + "\"}}";
    }

    private String fingerprint(String record) {
        return readings.event(request(record)).fingerprint();
    }

    private Reading read(byte[] body) {
        return source.read(new Payload("logs", PROTOBUF, body, Map.of()));
    }

    @Test
    void errorsAreAlertsAndTheRestOfTheLogIsNot() {
        List<Event> events = readings.events(readings.text("collector.json"));
        assertThat(events).hasSize(4);
        Event payment = events.getFirst();
        assertThat(payment.title()).isEqualTo("Payment 4711 failed: gateway did not answer within 3s");
        assertThat(payment.service()).isEqualTo("checkout");
        assertThat(payment.startedTime()).contains(Instant.parse("2026-11-21T03:44:19.730Z"));
        assertThat(payment.labels())
                .containsEntry("http.response.status_code", "504")
                .containsEntry("retries", "[\"1\",true]")
                .doesNotContainKey("exception.stacktrace");
        assertThat(payment.description()).contains("Gateway.java:42");
        assertThat(events.get(1).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(events.get(1).startedTime()).contains(Instant.parse("2026-11-21T03:44:20Z"));
    }

    @Test
    void aRecordMaySayThatAnAlertHasEnded() {
        Event ended = readings.events(readings.text("collector.json")).get(2);
        assertThat(ended.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(ended.fingerprint()).isEqualTo("disk/ip-10-0-0-1/var");
        assertThat(ended.deliveryId()).isEqualTo("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assertThat(ended.endedTime()).isPresent();
    }

    @Test
    void aRecordThatIsNoneIsToldAndDoesNotHideTheOthers() {
        Reading.Read read = (Reading.Read) readings.of(request("7," + error("Disk full")));
        assertThat(read.unread()).isEqualTo(1);
        assertThat(read.events())
                .extracting(Event::title)
                .containsExactly("Disk full", "1 events of a batch could not be read");
    }

    @Test
    void whatVariesInAMessageMakesNoNewAlert() {
        assertThat(fingerprint(error("Order 4711 of 'ann' failed at 10:31")))
                .isEqualTo(fingerprint(error("Order 4712 of 'bob smith' failed at 10:32")))
                .isNotEqualTo(fingerprint(error("Order 4711 of 'ann' is stuck at 10:31")));
        assertThat(OtlpIdentity.withoutVariables("can't reach 'db-1' on db2, it's away"))
                .isEqualTo("can't reach # on #, it's away");
    }

    @Test
    void anExceptionIsKnownByItsTypeAndPlaceAndNotByItsMessage() {
        String record = "{\"severityNumber\":17,\"body\":{\"stringValue\":\"%s\"},\"attributes\":["
                + "{\"key\":\"exception.type\",\"value\":{\"stringValue\":\"%s\"}}]}";
        assertThat(fingerprint(record.formatted("ann is not found", "NotFound")))
                .isEqualTo(fingerprint(record.formatted("bob is not found", "NotFound")))
                .isNotEqualTo(fingerprint(record.formatted("ann is not found", "Timeout")));
    }

    @Test
    void aRestartedPodIsTheSameAlertAndAnotherWorkloadIsNot() {
        String from = """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"k8s.namespace.name","value":{"stringValue":"shop"}},
             {"key":"k8s.pod.name","value":{"stringValue":"%s"}}]},"scopeLogs":[{"logRecords":[%s]}]}]}\
            """;
        String first = readings.event(from.formatted("web-7d9f8b6c4-x2x1z", error("Disk full")))
                .fingerprint();
        assertThat(readings.event(from.formatted("web-7d9f8b6c4-bbbbb", error("Disk full")))
                        .fingerprint())
                .isEqualTo(first);
        assertThat(readings.event(from.formatted("jobs-7d9f8b6c4-x2x1z", error("Disk full")))
                        .fingerprint())
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "13, WARNING",
        "16, WARNING",
        "17, ERROR",
        "20, ERROR",
        "21, CRITICAL",
        "24, CRITICAL",
        "4, INFO",
        "12, INFO"
    })
    void severitiesAreReadByTheirNumber(int number, Severity severity) {
        SourceAdapter all = source.with(Map.of("severity", "info"));
        Event event = new Readings(all).event(request("{\"severityNumber\":" + number + "}"));
        assertThat(event.severity()).isEqualTo(severity);
    }

    @Test
    void aRecordWithoutANumberIsJudgedByItsWord() {
        assertThat(readings.event(request("{\"severityText\":\"FATAL\"}")).severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(readings.events(request("{\"severityText\":\"notice\"}"))).isEmpty();
        assertThat(readings.events(request("{\"body\":{\"stringValue\":\"who knows\"}}")))
                .isEmpty();
    }

    @Test
    void aSourceMaySayWhatTellsItsAlertsApart() {
        Readings byCode = new Readings(source.with(Map.of("identity", "service.name, code")));
        String record = "{\"severityNumber\":17,\"body\":{\"stringValue\":\"%s\"},\"attributes\":["
                + "{\"key\":\"code\",\"value\":{\"stringValue\":\"%s\"}}]}";
        String first = byCode.event(request(record.formatted("a", "E1"))).fingerprint();
        assertThat(byCode.event(request(record.formatted("b", "E1"))).fingerprint())
                .isEqualTo(first);
        assertThat(byCode.event(request(record.formatted("a", "E2"))).fingerprint())
                .isNotEqualTo(first);
        assertThatThrownBy(() -> source.with(Map.of("least", "error"))).hasMessageContaining("there is only severity");
        assertThatThrownBy(() -> source.with(Map.of("severity", "bad"))).hasMessageContaining("none of info");
    }

    @Test
    void whatTheSdkOfOpenTelemetrySendsIsTheSameInProtobufAndInJson() {
        ExportedLogs logs = ExportedLogs.of(
                Attributes.of(AttributeKey.stringKey("service.name"), "shop"), OtlpLogsSourceTest::write);
        List<Event> fromProtobuf = Readings.events(read(logs.protobuf()));
        List<Event> fromJson = Readings.events(readings.of(logs.json(), "application/json", Map.of()));
        assertThat(fromProtobuf).hasSize(2).isEqualTo(fromJson);
        Event event = fromProtobuf.getFirst();
        assertThat(event.partialReasons()).isEmpty();
        assertThat(event.severity()).isEqualTo(Severity.ERROR);
        assertThat(event.title()).isEqualTo("Zahlung schlug fehl: übel");
        assertThat(event.startedTime()).contains(Instant.parse("2026-11-21T03:44:19.123456789Z"));
        assertThat(event.labels())
                .containsEntry("code", "-7")
                .containsEntry("ratio", "0.5")
                .containsEntry("tags", "[\"a\",\"b\"]")
                .containsEntry("logger", "com.example.Pay");
    }

    private static void write(Logger logger) {
        logger.logRecordBuilder()
                .setSeverity(io.opentelemetry.api.logs.Severity.ERROR)
                .setSeverityText("ERROR")
                .setTimestamp(Instant.parse("2026-11-21T03:44:19.123456789Z"))
                .setBody("Zahlung schlug fehl: übel")
                .setAttribute(AttributeKey.longKey("code"), -7L)
                .setAttribute(AttributeKey.doubleKey("ratio"), 0.5)
                .setAttribute(AttributeKey.stringArrayKey("tags"), List.of("a", "b"))
                .emit();
        logger.logRecordBuilder()
                .setSeverity(io.opentelemetry.api.logs.Severity.INFO)
                .setBody("fine")
                .emit();
        logger.logRecordBuilder()
                .setSeverity(io.opentelemetry.api.logs.Severity.FATAL)
                .setEventName("disk.full")
                .emit();
    }

    @Test
    void aTextThatIsNoUtf8LosesNothingButItsBrokenBytes() {
        byte[] body = ExportedLogs.of(Attributes.empty(), logger -> logger.logRecordBuilder()
                        .setSeverity(io.opentelemetry.api.logs.Severity.ERROR)
                        .setBody("Disk#full")
                        .emit())
                .protobuf();
        for (int i = 0; i < body.length; i++) if (body[i] == '#') body[i] = (byte) 0xff;
        assertThat(Readings.events(read(body))).extracting(Event::title).containsExactly("Disk\uFFFDfull");
    }

    @Test
    void whatIsNoProtobufIsMalformedAndWhatIsNestedTooDeepUnreadable() {
        assertThat(read("{\"resourceLogs\":[]}".getBytes())).isInstanceOf(Reading.Malformed.class);
        assertThat(read(ExportedLogs.nested(200))).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(new byte[0])).isEqualTo(Reading.Read.nothing());
        assertThat(readings.of("{\"logs\":[]}")).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aBodyThatIsCutAnywhereThrowsNothing() {
        byte[] whole =
                ExportedLogs.of(Attributes.empty(), OtlpLogsSourceTest::write).protobuf();
        for (int length = 0; length < whole.length; length++) {
            assertThat(read(java.util.Arrays.copyOf(whole, length))).isNotNull();
        }
    }
}
