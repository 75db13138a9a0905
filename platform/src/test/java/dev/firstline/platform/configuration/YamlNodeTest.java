package dev.firstline.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlNodeTest {

    private final ConfigProblems problems = new ConfigProblems();

    @Test
    void everythingThatIsWrongIsToldAtOnceWithItsLine() {
        YamlNode root = YamlNode.parse("policy.yaml", """
                        respons: {}
                        wait: soon
                        mode: autto
                        share: 120
                        rules: none
                        """, problems).orElseThrow();
        root.only("responses", "wait", "mode", "share", "rules", "name");
        root.text("name");
        root.duration("wait", Duration.ZERO);
        root.oneOf("mode", Map.of("auto", 1, "observe", 2), 0);
        root.integer("share", 1, 0, 100);
        root.list("rules");

        assertThat(problems.list())
                .extracting(ConfigProblem::toString)
                .containsExactly(
                        "policy.yaml:1: 'respons' is not known here; did you mean 'responses'?",
                        "policy.yaml:1: 'name' is missing",
                        "policy.yaml:2: 'soon' is not a duration; right would be 90s, 15m, 1h30m or 7d",
                        "policy.yaml:3: 'autto' is not known; right would be auto or observe",
                        "policy.yaml:4: 'share' has to be a whole number from 0 to 100",
                        "policy.yaml:5: a list is wanted here");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        assertThat(YamlNode.parse("a.yaml", "a: [1,\nb: }", problems)).isEmpty();
        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).startsWith("is not YAML: ");
        });
    }

    @Test
    void twiceTheSameKeyIsAProblem() {
        YamlNode.parse("a.yaml", "a: 1\nb: 2\na: 3\n", problems);
        assertThat(problems.list())
                .extracting(ConfigProblem::toString)
                .containsExactly("a.yaml:3: 'a' stands here a second time");
    }

    @Test
    void durationsAreWrittenAsPeopleDo() {
        YamlNode root = YamlNode.parse("a.yaml", "a: 90s\nb: 15m\nc: 7d\nd: PT1H\n", problems)
                .orElseThrow();
        assertThat(List.of("a", "b", "c", "d"))
                .extracting(key -> root.duration(key, Duration.ZERO))
                .containsExactly(
                        Duration.ofSeconds(90), Duration.ofMinutes(15), Duration.ofDays(7), Duration.ofHours(1));
        assertThat(problems.isEmpty()).isTrue();
    }
}
