package dev.firstline.triage.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.configuration.ConfigProblem;
import dev.firstline.platform.configuration.ConfigProblems;
import dev.firstline.triage.domain.Content;
import dev.firstline.triage.domain.Facts;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.Policy;
import dev.firstline.triage.domain.Severity;
import dev.firstline.triage.rule.CelConditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFileTest {

    private static final String GOOD = """
            group_by: [environment]
            group_wait: 5s
            journeys:
              checkout:
                steps: [{name: cart, customer_can_retry: true}, {name: pay}]
            rules:
              - name: pay-down
                when: service == "checkout"
                journey: checkout
                step: pay
                scope: partial
                scope_all_when: occurrences > 5
                workaround: no
            responses:
              LARGE: {kind: critical, channels: [slack], runbook: true}
            """;

    private final ConfigProblems problems = new ConfigProblems();

    private Policy read(String content) {
        return PolicyFile.read("policy.yaml", content, new CelConditions(), problems);
    }

    @Test
    void aChannelThatSomebodyAddedToNotifyIsNamedByThePolicy() {
        String added = "more_channels: [teams]\n" + GOOD.replace("[slack]", "[teams, slack]");
        assertThat(read(added).response(Impact.LARGE).channels()).containsExactly("teams", "slack");
        assertThat(problems.list()).isEmpty();
        read(added.replace("[teams, slack]", "[teems]"));
        assertThat(problems.list()).singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("'teems' is not known here; did you mean 'teams'?"));
    }

    @Test
    void whatNoAdapterCanBeCalledIsNoMoreChannel() {
        read("more_channels: [MS Teams]\n" + GOOD);
        assertThat(problems.list()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("'MS Teams' is no channel's name"));
    }

    @Test
    void aGoodPolicyHasNoProblems() {
        Policy policy = read(GOOD);
        assertThat(problems.list()).isEmpty();
        assertThat(policy.grouping().groupWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.grouping().reopenWindow()).isEqualTo(Duration.ofMinutes(10));
        Content content = new Content(Severity.ERROR, "t", "", Map.of(), List.of(), "checkout", "", Optional.empty());
        assertThat(policy.assess(new Facts("s", content, true, 1), null, "h").impact())
                .isEqualTo(Impact.MEDIUM);
        var passed = policy.assess(new Facts("s", content, true, 6), null, "h");
        assertThat(passed.impact()).isEqualTo(Impact.LARGE);
        assertThat(passed.reason()).contains("its volume passed the rule's threshold");
    }

    /** Each row puts one mistake into the good policy. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "an unknown key",
                        "group_by:",
                        "groop_by:",
                        1,
                        "'groop_by' is not known here; did you mean 'group_by'?"),
                mistake(
                        "no duration",
                        "5s",
                        "soon",
                        2,
                        "'soon' is not a duration; right would be 90s, 15m, 1h30m or 7d"),
                mistake("no step", "[{name: cart, customer_can_retry: true}, {name: pay}]", "[]", 5, "", "has no step"),
                mistake(
                        "no boolean",
                        "customer_can_retry: true",
                        "customer_can_retry: maybe",
                        5,
                        "'maybe' is not known; right would be false or true"),
                mistake(
                        "a step twice",
                        "{name: pay}",
                        "{name: cart}",
                        5,
                        "",
                        "step 'cart' stands in journey 'checkout' a second time"),
                mistake(
                        "no condition",
                        "service == \"checkout\"",
                        "servise == \"checkout\"",
                        8,
                        "",
                        "'when' is not a condition: undeclared reference to 'servise'"),
                mistake("no truth", "service == \"checkout\"", "service", 8, "", "it has to be true or false"),
                mistake(
                        "no such journey",
                        "journey: checkout",
                        "journey: chekout",
                        9,
                        "there is no journey 'chekout'; right would be checkout"),
                mistake(
                        "no such step",
                        "step: pay",
                        "step: ship",
                        10,
                        "journey 'checkout' has no step 'ship'; right would be cart or pay"),
                mistake(
                        "no such scope",
                        "scope: partial",
                        "scope: some",
                        11,
                        "",
                        "'some' is not known; right would be all or partial"),
                mistake(
                        "a needless threshold",
                        "scope: partial",
                        "scope: all",
                        12,
                        "'scope_all_when' needs scope: partial; all it is already"),
                mistake(
                        "no such answer",
                        "workaround: no",
                        "workaround: perhaps",
                        13,
                        "'perhaps' is not known; right would be no or unknown or yes"),
                mistake("no such impact", "LARGE:", "HUGE:", 15, "", "'HUGE' is not known here"),
                mistake(
                        "no such kind",
                        "kind: critical",
                        "kind: loud",
                        15,
                        "'loud' is not known; right would be critical or none or warning"),
                mistake(
                        "no channel's name",
                        "[slack]",
                        "['#ops']",
                        15,
                        "'#ops' is not known here; known are slack, pagerduty, log"),
                mistake(
                        "a channel's name with a slip",
                        "[slack]",
                        "[slak]",
                        15,
                        "'slak' is not known here; did you mean 'slack'?"),
                mistake(
                        "nobody to tell",
                        ", channels: [slack]",
                        "",
                        15,
                        "'channels' is missing: a response that speaks names whom it tells, [slack] for example"),
                mistake(
                        "somebody to tell nothing",
                        "kind: critical",
                        "kind: none",
                        15,
                        "kind none tells nobody, but channels are named; drop them, or say kind: warning"));
    }

    private static Arguments mistake(String name, String right, String wrong, int line, String message) {
        return Arguments.of(name, right, wrong, line, message, message);
    }

    private static Arguments mistake(String name, String right, String wrong, int line, String none, String part) {
        return Arguments.of(name, right, wrong, line, none, part);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsLineAndWhatWouldBeRight(
            String name, String right, String wrong, int line, String message, String part) {
        assertThat(GOOD).contains(right);
        read(GOOD.replaceFirst(java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong)));
        assertThat(problems.list()).isNotEmpty();
        assertThat(problems.list())
                .anyMatch(problem -> problem.line() == line
                        && (message.isEmpty()
                                ? problem.message().contains(part)
                                : problem.message().equals(message)));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        read(
                "group_wait: soon\nrules:\n  - {name: a, when: 'x', journey: j, scope: all}\n  - {when: 'true', scope: no}\n");
        assertThat(problems.list()).extracting(ConfigProblem::line).contains(1, 3, 4);
        assertThat(problems.list()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        read("rules: [\n");
        assertThat(problems.list()).hasSize(1);
        assertThat(problems.list().get(0).message()).startsWith("is not YAML");
    }

    @Test
    void theExamplesAreGood() throws IOException {
        Path examples = Path.of("..", "docs", "examples");
        read(Files.readString(examples.resolve("policy.yaml")));
        CatalogueFile.read("catalogue.yaml", Files.readString(examples.resolve("catalogue.yaml")), problems);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void aCataloguesMistakesAreToldAtOnce() {
        CatalogueFile.read("catalogue.yaml", """
                services:
                  checkout: {slack_channel: payments, runbook: wiki}
                  search: {team: a, oncall: b}
                """, problems);
        assertThat(problems.list())
                .extracting(ConfigProblem::toString)
                .contains(
                        "catalogue.yaml:2: 'team' is missing",
                        "catalogue.yaml:2: 'wiki' is not an address; right would be https://…",
                        "catalogue.yaml:2: 'payments' is not a channel; right would be '#checkout-alerts' (in quotes) or its id")
                .anyMatch(problem -> problem.startsWith("catalogue.yaml:3: 'oncall' is not known here"));
    }
}
