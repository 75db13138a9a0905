package dev.firstline.remediation.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.configuration.ConfigException;
import dev.firstline.platform.configuration.ConfigProblems;
import dev.firstline.remediation.domain.Condition;
import dev.firstline.remediation.domain.GuardSettings;
import dev.firstline.remediation.domain.Mode;
import dev.firstline.remediation.domain.QueryResult;
import dev.firstline.remediation.domain.Runbook;
import dev.firstline.remediation.domain.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RunbookParserTest {

    private static final Path WRONG = Path.of("src/test/resources/runbooks/wrong");
    private static final Path EXAMPLES = Path.of("../docs/examples/runbooks");

    /** Each file has exactly one mistake; beside it lies what has to be told about it. */
    @TestFactory
    Stream<DynamicTest> oneMistakeIsOneProblemWithItsLine() throws IOException {
        return yamlFiles(WRONG)
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    ConfigProblems problems = new ConfigProblems();
                    RunbookParser.parse("f.yaml", Files.readString(file), problems);
                    String expected = Files.readString(Path.of(file.toString().replace(".yaml", ".expected")))
                            .strip();
                    assertThat(problems.list()).hasSize(1);
                    assertThat(problems.list().get(0).toString())
                            .startsWith("f.yaml:")
                            .contains(expected);
                }));
    }

    private static Stream<Path> yamlFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @TestFactory
    Stream<DynamicTest> theExamplesOfTheDocumentationAreRight() throws IOException {
        return yamlFiles(EXAMPLES)
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    ConfigProblems problems = new ConfigProblems();
                    RunbookParser.parse(file.getFileName().toString(), Files.readString(file), problems);
                    assertThat(problems.list()).isEmpty();
                }));
    }

    @Test
    void allProblemsOfAllFilesAreToldAtOnce() {
        SortedMap<String, String> files = new TreeMap<>(Map.of(
                "a.yaml", "runbook: x\nmatch: '('\nsteps: []\n", "b.yaml", "runbook: y\nmode: never\nmatch: 'true'\n"));
        ConfigException told = org.assertj.core.api.Assertions.catchThrowableOfType(
                ConfigException.class, () -> RunbookParser.parseAll(files));
        assertThat(told.problems())
                .extracting(problem -> problem.file() + ":" + problem.line())
                .contains("a.yaml:2", "b.yaml:2", "b.yaml:1");
    }

    @Test
    void twoRunbooksOfOneNameAreAProblem() {
        String text = minimal("");
        ConfigException told = org.assertj.core.api.Assertions.catchThrowableOfType(
                ConfigException.class,
                () -> RunbookParser.parseAll(new TreeMap<>(Map.of("a.yaml", text, "b.yaml", text))));
        assertThat(told.getMessage()).isEqualTo("b.yaml:1: the runbook 'minimal' is also in a.yaml");
    }

    private static String minimal(String more) {
        return "runbook: minimal\nmatch: 'true'\n" + more + "steps:\n  - query: {connector: p, expr: up}\n";
    }

    @Test
    void whatIsLeftOutIsCareful() {
        Runbook runbook = RunbookParser.parseStored("m", minimal(""));
        assertThat(runbook.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(runbook.deadline()).isEqualTo(Duration.ofMinutes(30));
        assertThat(runbook.guards().coolDown()).isEqualTo(GuardSettings.DEFAULT_COOL_DOWN);
        assertThat(runbook.guards().failures()).isEqualTo(3);
        assertThat(runbook.steps().get(0).id()).isEqualTo("query_1");
    }

    private static String rendered(String expr, String value) {
        Runbook runbook =
                RunbookParser.parseStored("m", minimal("").replace("up}", "'" + expr.replace("'", "''") + "'}"));
        Step.Query query = (Step.Query) runbook.steps().get(0);
        return query.measurement().expr().render(Map.of("labels.x", value)).text();
    }

    @Test
    void aValueCanNotLeaveItsString() {
        assertThat(rendered("up{a=\"{labels.x}\"}", "b\"} or vector(1) #\\"))
                .isEqualTo("up{a=\"b\\\"} or vector(1) #\\\\\"}");
    }

    @Test
    void aValueInARegularExpressionMeansItself() {
        assertThat(rendered("up{a=~\"{labels.x}.*\"}", ".*|b")).isEqualTo("up{a=~\"\\\\.\\\\*\\\\|b.*\"}");
    }

    private static boolean holds(String condition, Map<String, Object> more) {
        Map<String, Object> variables =
                new HashMap<>(Map.of("labels", Map.of("route", "/pay"), "severity", "CRITICAL"));
        variables.putAll(more);
        Condition cel = Cel.compile(condition, List.of("labels", "severity", "failing"));
        return cel.ask(variables) instanceof Condition.Answer.Is(boolean is) && is;
    }

    @Test
    void conditionsAskAboutLabelsRowsAndNumbers() {
        QueryResult result = new QueryResult(
                List.of(
                        new QueryResult.Row(Map.of("route", "/pay"), 4.5),
                        new QueryResult.Row(Map.of("route", "/3ds"), 1)),
                2);
        Map<String, Object> failing = Map.of("failing", result.variables());
        assertThat(holds("failing.rows.all(r, r.route in [\"/pay\", \"/3ds\"])", failing))
                .isTrue();
        assertThat(holds("failing.rows.exists(r, r.value > 4.0)", failing)).isTrue();
        assertThat(holds("failing.count == 2", failing)).isTrue();
        assertThat(holds("severity == 'CRITICAL' && labels.route.startsWith('/p')", Map.of()))
                .isTrue();
        assertThat(holds("'route' in labels && !('x' in labels)", Map.of())).isTrue();
    }

    @Test
    void aMissingLabelMakesAConditionThatCanNotBeSaid() {
        Condition cel = Cel.compile("labels.team == 'x'", List.of("labels"));
        assertThat(cel.ask(Map.of("labels", Map.of()))).isInstanceOf(Condition.Answer.CannotSay.class);
        assertThat(Cel.compile("labels", List.of("labels")).ask(Map.of("labels", Map.of())))
                .isInstanceOf(Condition.Answer.CannotSay.class);
    }
}
