package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.testing.AdapterClasses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What costs more to read than it says is not read; the limits are those that stand where nobody configures others. */
class ReadLimitsTest {

    private static Json.Parsed parse(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(String json) {
        assertThat(parse(json)).isInstanceOf(Json.Parsed.BeyondLimits.class);
        return ((Json.Parsed.BeyondLimits) parse(json)).reason();
    }

    @Test
    void whatIsWithinTheLimitsIsRead() {
        assertThat(parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(Json.Parsed.Tree.class);
        assertThat(parse("[" + "1,".repeat(299_990) + "1]")).isInstanceOf(Json.Parsed.Tree.class);
        assertThat(parse("\"" + "x".repeat(1_000_000) + "\"")).isInstanceOf(Json.Parsed.Tree.class);
        assertThat(parse("{\"" + "x".repeat(1_900) + "\":1}")).isInstanceOf(Json.Parsed.Tree.class);
    }

    @Test
    void whatIsBeyondOneOfThemIsToldWithItsPlaceAndInPlainWords() {
        assertThat(reason("[".repeat(65) + "]".repeat(65)))
                .isEqualTo("the JSON is beyond what is read here at line 1, column 66:"
                        + " Document nesting depth (65) exceeds the maximum allowed (64)");
        assertThat(reason("[" + "1,".repeat(300_000) + "1]"))
                .contains("at line 1, column ")
                .contains("300001");
        assertThat(reason("\"" + "x".repeat(1_000_001) + "\"")).contains("1000001");
        assertThat(reason("{\"" + "x".repeat(2_100) + "\":1}")).contains("2000");
    }

    @Test
    void whatFollowsTheEndIsStillNoJson() {
        assertThat(parse("{} {}")).isInstanceOf(Json.Parsed.NotJson.class);
        assertThat(parse(" ")).isEqualTo(new Json.Parsed.NotJson("the body is empty"));
        assertThat(parse("null")).isInstanceOf(Json.Parsed.Tree.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&b=2&c=3, 'there are more than 2'",
        "a=1&abcdef=2, 'its name has 6 characters, 5 at most'",
        "a=1&b=123456789, 'it has 9 characters, 8 at most'"
    })
    void aFormHasTheSameLimits(String form, String what) {
        ReadLimits limits = new ReadLimits(1, 4, 8, 5);
        assertThat(Form.parse(form.getBytes(StandardCharsets.UTF_8), limits))
                .asString()
                .contains("the form is beyond what is read here at field ")
                .contains(what);
        assertThat(Form.parse("a=1&abcde=12345678".getBytes(StandardCharsets.UTF_8), limits))
                .isInstanceOf(Json.Parsed.Tree.class);
    }

    @Test
    void noAdapterReadsAPayloadBeyondThem() {
        byte[] deep = ("{\"a\":".repeat(100) + "1" + "}".repeat(100)).getBytes(StandardCharsets.UTF_8);
        for (SourceAdapter adapter : AdapterClasses.all()) {
            assertThat(adapter.read(new Payload("x", "application/json", deep, Map.of())))
                    .as(adapter.type())
                    .isInstanceOf(Reading.Unreadable.class);
        }
    }

    @Test
    void whatIsSaidOnceIsNotRepeatedForAlertsWithoutEnd() {
        String labels = IntStream.range(0, 200)
                .mapToObj(i -> "\"label" + i + "\":\"" + "x".repeat(2_000) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        String alerts = "[" + "{},".repeat(100_000) + "{}]";
        Reading grouped = new AlertmanagerSource()
                .read(payload("{\"version\":\"4\",\"commonLabels\":" + labels + ",\"alerts\":" + alerts + "}"));
        Reading generic = new GenericSource()
                .with(Map.of("alerts", "/alerts", "labels", "payload.labels"))
                .read(payload("{\"labels\":" + labels + ",\"alerts\":" + alerts + "}"));
        for (Reading reading : List.of(grouped, generic)) {
            assertThat(reading).asString().contains("its alerts would hold far more than the payload");
        }
    }

    @Test
    void aTextFullOfHalfVariablesIsLookedThroughWithoutRunningOutOfStack() {
        assertThat(Text.isUnexpanded("{A" + ".A".repeat(1_000_000))).isFalse();
        assertThat(Text.isUnexpanded("{A" + ".A".repeat(1_000_000) + "}")).isTrue();
        assertThat(Text.isUnexpanded("{{".repeat(500_000))).isFalse();
        assertThat(Text.isUnexpanded("{{".repeat(500_000) + " .Labels.x }}")).isTrue();
        assertThat(Text.isUnexpanded("{$".repeat(500_000) + "ZABBIX.URL}")).isTrue();
    }

    private static Payload payload(String json) {
        return new Payload("x", "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    @Test
    void limitsThatNothingCouldKeepAreRefused() {
        assertThatThrownBy(() -> new ReadLimits(501, 1, 1, 1)).hasMessageContaining("from 1 to 500");
        assertThatThrownBy(() -> new ReadLimits(1, 0, 1, 1)).hasMessageContaining("1 or more");
    }
}
