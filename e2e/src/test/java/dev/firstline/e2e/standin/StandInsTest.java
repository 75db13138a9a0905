package dev.firstline.e2e.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInsTest {

    @Test
    void eachNamedStandInListensAndWritesItsOwnJournal(@TempDir Path folder) throws Exception {
        Map<String, StandIn> started = StandIns.start(
                "--slack",
                "0",
                "--pagerduty",
                "0",
                "--ssm",
                "0",
                "--kubernetes",
                "0",
                "--prometheus",
                "0",
                "--journal",
                folder.toString());
        try {
            new Wire(started.get("slack").baseUrl(), Map.of()).post("/api/auth.test", Json.object());

            assertThat(started).containsOnlyKeys("slack", "pagerduty", "ssm", "kubernetes", "prometheus");
            assertThat(Journal.read(folder.resolve("slack.jsonl"))).hasSize(2);
            assertThat(Journal.read(folder.resolve("ssm.jsonl"))).isEmpty();
        } finally {
            started.values().forEach(StandIn::close);
        }
    }

    @Test
    void argumentsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> StandIns.start("--jira", "0"))
                .hasMessageContaining("\"--jira\" is not --journal or one of");
        assertThatThrownBy(() -> StandIns.start("--slack")).hasMessage("--slack needs a value");
        assertThatThrownBy(() -> StandIns.start("--slack", "web")).hasMessage("--slack web is not a port");
        assertThatThrownBy(StandIns::start).hasMessageStartingWith("name at least one of --kubernetes");
    }

    @Test
    void takenPortIsNamedAndNothingIsLeftRunning() {
        Map<String, StandIn> first = StandIns.start("--slack", "0");
        String port = first.get("slack").baseUrl().replaceAll(".*:", "");
        try {
            assertThatThrownBy(() -> StandIns.start("--prometheus", "0", "--slack", port))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("can't listen on 127.0.0.1:" + port);
        } finally {
            first.values().forEach(StandIn::close);
        }
    }
}
