package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    private final Reasons reasons = new Reasons();

    private Optional<Instant> read(String json) throws Exception {
        return new Fields(new ObjectMapper().readTree("{\"at\":" + json + "}"), "", reasons).moment("at");
    }

    @ParameterizedTest
    @CsvSource({
        "1795232659, 2026-11-21T03:44:19Z",
        "1795232659250, 2026-11-21T03:44:19.250Z",
        "1795232659250001, 2026-11-21T03:44:19.250001Z",
        "1795232659250001002, 2026-11-21T03:44:19.250001002Z",
        "1795232659.677, 2026-11-21T03:44:19.677Z",
        "\"1795232659000\", 2026-11-21T03:44:19Z",
        "\"1795232659.5\", 2026-11-21T03:44:19.500Z",
        "\"2026-11-21T03:44:19.3713213Z\", 2026-11-21T03:44:19.371321300Z",
        "\"2026-11-21T12:44:19+09:00\", 2026-11-21T03:44:19Z",
        "\"2026-11-21T12:44:19+0900\", 2026-11-21T03:44:19Z",
        "\"2026-11-21T12:44:19+09\", 2026-11-21T03:44:19Z",
        "\"2026-11-21 03:44:19 UTC\", 2026-11-21T03:44:19Z",
        "\"2026-11-21 12:44:19 +0900\", 2026-11-21T03:44:19Z"
    })
    void aTimeIsReadInWhateverFormItComes(String json, Instant time) throws Exception {
        assertThat(read(json)).contains(time);
        assertThat(reasons.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "null", "\"\"", "\"0\"", "\"0001-01-01T00:00:00Z\"", "1e999", "-0.5"})
    void zeroMeansNone(String json) throws Exception {
        assertThat(read(json)).isEmpty();
        assertThat(reasons.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "\"soon\", at is no time that is understood: soon",
        "\"+999999999-12-31T23:59:59Z\", at is no time that is understood: +999999999-12-31T23:59:59Z",
        "[1], 'at is a list, not a text; it was left out'"
    })
    void whatCantBeReadIsSaid(String json, String reason) throws Exception {
        assertThat(read(json)).isEmpty();
        assertThat(reasons.lines()).containsExactly(reason);
    }

    @Test
    void withoutAZoneUtcIsTaken() throws Exception {
        assertThat(read("\"2026-11-21T03:44:19\"")).contains(Instant.parse("2026-11-21T03:44:19Z"));
        assertThat(reasons.lines()).containsExactly("at has no zone; UTC was taken: 2026-11-21T03:44:19");
    }
}
