package dev.firstline.triage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningTest {

    private static final Duration ONE_HOUR = Duration.ofHours(1);

    private static Instant at(String time) {
        return Instant.parse("2026-11-21T" + time + ":00Z");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "not repeated for as long,                            08:00, 12:00, 11:00, true",
        "repeated in time,                                    08:00, 12:00, 11:01, false",
        "a gap just ended,                                    11:59, 12:00, 08:00, false",
        "a gap ended almost as long ago,                      11:01, 12:00, 08:00, false",
        "a gap ended as long ago,                             11:00, 12:00, 08:00, true",
        "last seen before the gap and repeated after it,      10:00, 12:00, 11:30, false",
        "a backlog holds what was accepted since shortly after, 08:00, 11:59, 11:00, false",
        "accepted after what ingest speaks of,                08:00, 12:00, 12:01, false",
        "ingest has just begun to listen,                     12:01, 12:00, 08:00, false",
    })
    void anAlertIsStaleOnlyWhereItsRepeatWouldBeKnown(
            String name, String since, String until, String lastSeen, boolean stale) {
        Listening listening = new Listening(at(since), at(until));
        assertThat(listening.isStale(at(lastSeen), ONE_HOUR)).isEqualTo(stale);
    }
}
