package dev.firstline.e2e.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallClockTest {

    private static final Instant WRITTEN = LocalDateTime.parse("2026-11-21T17:01:13.500")
            .atZone(ZoneId.systemDefault())
            .toInstant();

    @TempDir
    private Path folder;

    @Test
    void aLogSaysHowFarItsProcessIsAheadByItsLastLineThatBeginsWithATime() throws IOException {
        Path log = folder.resolve("triage-1.log");
        Files.writeString(log, """
                2026-11-21 17:01:01,000 INFO  [io.quarkus] (main) Profile prod activated.
                2026-11-21 17:02:43,250 WARN  [dev.firstline] (main) Something failed
                java.io.IOException: refused
                \tat 2026-11-21 18:00:00,000
                """);
        Files.setLastModifiedTime(log, FileTime.from(WRITTEN));
        assertThat(WallClock.aheadBy(log)).isEqualTo(Duration.ofMillis(89_750));
    }

    @Test
    void aRightClockIsNotAhead() throws IOException {
        Path log = folder.resolve("triage-1.log");
        Files.writeString(log, "2026-11-21 17:01:13,499 INFO  [io.quarkus] (main) Installed features\n");
        Files.setLastModifiedTime(log, FileTime.from(WRITTEN));
        assertThat(WallClock.aheadBy(log)).isEqualTo(Duration.ofMillis(-1));
    }
}
