package dev.firstline.notify.channel.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingKeysTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-21T09:00:00Z"));

    @Test
    void whoIsNotKnownGetsTheDefault() {
        RoutingKeys keys = new RoutingKeys(Map.of("payments", KEY, "ops", KEY), Map.of(), Optional.of("ops"), clock);
        assertThat(keys.name("payments")).contains("payments");
        assertThat(keys.name("search")).contains("ops");
        assertThat(keys.name("")).contains("ops");
    }

    @Test
    void aNameThatNoKeyHasIsAProblemUntilNobodyAsksForItAnyMore() {
        RoutingKeys keys = new RoutingKeys(Map.of("ops", KEY), Map.of(), Optional.of("ops"), clock);
        keys.name("paymnts");
        keys.name("");
        assertThat(keys.problems())
                .containsExactly(
                        "no routing key is named paymnts, as an incident's service asks; its pages go to the key ops");
        clock.fastForward(Duration.ofHours(2));
        assertThat(keys.problems()).isEmpty();
    }

    @Test
    void withoutADefaultNobodyIsPagedByChance() {
        RoutingKeys keys = new RoutingKeys(Map.of("payments", KEY), Map.of(), Optional.empty(), clock);
        assertThat(keys.name("search")).isEmpty();
    }

    @Test
    void whatIsNoKeyIsNamedBeforeTheFirstPage() {
        RoutingKeys keys = new RoutingKeys(
                Map.of("payments", "short"), Map.of("ops", Path.of("no-such-file")), Optional.of("nobody"), clock);
        assertThat(keys.problems())
                .containsExactly(
                        "the routing key ops can't be read",
                        "the routing key payments is not one: 32 letters and digits are",
                        "the default routing key nobody is not among [ops, payments]");
    }

    @Test
    void aFileIsReadAsItChanges(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        RoutingKeys keys = new RoutingKeys(Map.of(), Map.of("payments", file), Optional.empty(), clock);
        assertThat(keys.key("payments")).contains(KEY);
        Files.writeString(file, "changed");
        assertThat(keys.key("payments")).contains("changed");
    }
}
