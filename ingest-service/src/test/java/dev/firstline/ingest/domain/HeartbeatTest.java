package dev.firstline.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Heartbeat PULSE = new Heartbeat("Pulse", true);

    private static Event event(String alertname, EventStatus status) {
        Map<String, String> labels = alertname.isEmpty() ? Map.of() : Map.of("alertname", alertname);
        return new Event(
                "",
                "f",
                Event.Episode.UNTOLD,
                OptionalLong.empty(),
                status,
                Severity.INFO,
                "Pulse",
                "",
                labels,
                List.of(),
                Optional.<Instant>empty(),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                OptionalLong.empty(),
                List.of());
    }

    private final Event disk = event("DiskFull", EventStatus.FIRING);
    private final Event watchdog = event("Watchdog", EventStatus.FIRING);
    private final Event watchdogOver = event("Watchdog", EventStatus.RESOLVED);
    private final Event pulse = event("Pulse", EventStatus.FIRING);

    @Test
    void theUsualHeartbeatIsNoAlert() {
        assertThat(Heartbeat.USUAL.without(List.of(disk, watchdog))).containsExactly(disk);
        assertThat(Heartbeat.USUAL.without(List.of(watchdogOver))).isEmpty();
        assertThat(Heartbeat.USUAL.without(List.of(disk))).containsExactly(disk);
    }

    @Test
    void anotherNameLeavesTheUsualOneAnAlert() {
        assertThat(PULSE.without(List.of(watchdog, pulse))).containsExactly(watchdog);
    }

    @Test
    void whereNoLabelNamesAnAlertItsTitleDoes() {
        assertThat(PULSE.without(List.of(event("", EventStatus.FIRING)))).isEmpty();
        assertThat(PULSE.without(List.of(disk))).containsExactly(disk);
    }

    @Test
    void whateverComesIsASignOfLifeExceptAHeartbeatThatHasStopped() {
        assertThat(Heartbeat.USUAL.isHeardIn(List.of(disk))).isTrue();
        assertThat(Heartbeat.USUAL.isHeardIn(List.of())).isTrue();
        assertThat(Heartbeat.USUAL.isHeardIn(List.of(watchdog))).isTrue();
        assertThat(Heartbeat.USUAL.isHeardIn(List.of(watchdogOver, disk))).isTrue();
        assertThat(Heartbeat.USUAL.isHeardIn(List.of(watchdogOver))).isFalse();
    }

    @Test
    void whereAHeartbeatIsNamedNothingElseIsASignOfLife() {
        assertThat(PULSE.isHeardIn(List.of(disk))).isFalse();
        assertThat(PULSE.isHeardIn(List.of())).isFalse();
        assertThat(PULSE.isHeardIn(List.of(disk, pulse))).isTrue();
        assertThat(PULSE.isHeardIn(List.of(event("Pulse", EventStatus.RESOLVED))))
                .isFalse();
    }
}
