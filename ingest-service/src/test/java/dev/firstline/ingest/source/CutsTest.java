package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.testing.Readings;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is too long or too much is cut, and the event says so: nothing is missing in silence. */
class CutsTest {

    /** A body that is cut, and what the event has to say of it. */
    record Cut(SourceAdapter adapter, String body, String reason) {
        @Override
        public String toString() {
            return adapter.type() + ": " + reason;
        }
    }

    private static final PagerDutyEventsSource EVENTS = new PagerDutyEventsSource();

    private static String many(int count, String separator, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(separator));
    }

    private static String entries(int count) {
        return many(count, ",", i -> "\"n" + i + "\":\"" + i + "\"");
    }

    private static String trigger(String summary, String details, String more) {
        return "{\"event_action\":\"trigger\",\"dedup_key\":\"1\",\"payload\":{\"summary\":\"" + summary
                + "\",\"custom_details\":" + details + "}" + more + "}";
    }

    static final List<Cut> CUTS = List.of(
            new Cut(
                    EVENTS,
                    trigger("a".repeat(501), "{}", ""),
                    "the title has 501 characters; the first 500 were used"),
            new Cut(
                    EVENTS,
                    trigger("a", "{\"x\":\"" + "a".repeat(4_001) + "\"}", ""),
                    "the label x has 4001 characters; the first 4000 were used"),
            new Cut(
                    EVENTS,
                    trigger("a", "{\"" + "x".repeat(501) + "\":\"1\"}", ""),
                    "the name of a label has 501 characters; the first 500 were used"),
            new Cut(
                    EVENTS,
                    trigger("a", "{\"a\":{" + entries(199) + "},\"b\":{" + entries(199) + "}}", ""),
                    "there are more than 300 labels; the others were left out"),
            new Cut(
                    EVENTS,
                    trigger("a", "{" + entries(201) + "}", ""),
                    "payload.custom_details has 201 entries; the first 200 were used"),
            new Cut(
                    EVENTS,
                    trigger("a", "{\"service\":\"" + "s".repeat(501) + "\"}", ""),
                    "the service has 501 characters; the first 500 were used"),
            new Cut(
                    EVENTS,
                    trigger(
                            "a",
                            "{}",
                            ",\"links\":[" + many(21, ",", i -> "{\"href\":\"https://example.com/" + i + "\"}") + "]"),
                    "there are more than 20 links; the others were left out"),
            new Cut(
                    EVENTS,
                    trigger(
                            "a",
                            "{}",
                            ",\"links\":[" + many(201, ",", i -> "{\"href\":\"https://example.com/1\"}") + "]"),
                    "links has 201 entries; the first 200 were used"),
            new Cut(
                    new OpsgenieAlertsSource(),
                    "{\"alias\":\"1\",\"message\":\"a\",\"tags\":[" + many(201, ",", i -> "\"t" + i + "\"") + "]}",
                    "tags has 201 entries; the first 200 were used"),
            new Cut(
                    new DatadogSource(),
                    "{\"alert_id\":\"1\",\"alert_transition\":\"Triggered\",\"tags\":\"" + many(201, ",", i -> "t" + i)
                            + "\"}",
                    "tags has 201 entries; the first 200 were used"),
            new Cut(
                    new SentrySource(),
                    "{\"data\":{\"event\":{\"issue_id\":\"1\",\"title\":\"a\",\"tags\":["
                            + many(201, ",", i -> "[\"t" + i + "\",\"1\"]") + "]}}}",
                    "data.event.tags has 201 entries; the first 200 were used"),
            new Cut(
                    new EventBridgeSource(),
                    "{\"id\":\"1\",\"detail-type\":\"x\",\"detail\":{\"a\":\"" + "a".repeat(20_000) + "\"}}",
                    "detail has 20008 characters; the first 20000 were used"),
            new Cut(
                    new OtlpLogsSource(),
                    "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":17,\"body\":{\"stringValue\":\""
                            + "a".repeat(20_001) + "\"}}]}]}]}",
                    "resourceLogs[0].scopeLogs[0].logRecords[0].body has 20001 characters; the first 20000 were used"));

    @ParameterizedTest
    @FieldSource("CUTS")
    void aCutIsTold(Cut cut) {
        Event event = new Readings(cut.adapter()).event(cut.body());
        assertThat(event.partialReasons()).contains(cut.reason());
    }

    @Test
    void aTitleThatStandsWholeInTheDescriptionIsNoCut() {
        String whole = "a".repeat(600);
        Event event = new Readings(new OtlpLogsSource())
                .event(
                        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":17,\"body\":{\"stringValue\":\""
                                + whole + "\"}}]}]}]}");
        assertThat(event.title()).hasSize(500);
        assertThat(event.description()).isEqualTo(whole);
        assertThat(event.partialReasons()).isEmpty();
    }

    @Test
    void allRecordsOfSnsAreRead() {
        String records = many(
                450,
                ",",
                i -> "{\"Sns\":{\"Type\":\"Notification\",\"MessageId\":\"" + i + "\",\"Message\":\"Slow\"}}");
        assertThat(new Readings(new SnsSource()).events("{\"Records\":[" + records + "]}"))
                .extracting(Event::fingerprint)
                .hasSize(450)
                .doesNotHaveDuplicates();
    }
}
