package dev.firstline.triage.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.triage.domain.Condition.Answer;
import dev.firstline.triage.domain.Content;
import dev.firstline.triage.domain.Facts;
import dev.firstline.triage.domain.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelConditionsTest {

    private static final Facts FACTS = new Facts(
            "prometheus",
            new Content(
                    Severity.CRITICAL,
                    "Payment errors",
                    "too many",
                    Map.of("alertname", "PaymentErrors", "affected_ratio", "0.25"),
                    List.of(),
                    "checkout",
                    "production",
                    Optional.empty()),
            true,
            3);

    private final CelConditions conditions = new CelConditions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "labels.alertname == \"PaymentErrors\" && service == \"checkout\"",
                "severity == \"critical\" && status == \"firing\" && source == \"prometheus\"",
                "occurrences >= 3 && affected_ratio > 0.2",
                "title.startsWith(\"Payment\") && description.contains(\"many\") && environment in [\"production\"]",
                "labels.alertname.matches(\"^Payment.*\")",
                "\"alertname\" in labels && has(labels.alertname)",
                "labels.nowhere == \"x\" || service == \"checkout\"",
            })
    void holds(String text) {
        assertThat(conditions.compile(text).ask(FACTS)).isEqualTo(new Answer.Yes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"service == \"search\"", "labels.nowhere == \"x\"", "occurrences > 3"})
    void doesNotHold(String text) {
        assertThat(conditions.compile(text).ask(FACTS)).isEqualTo(new Answer.No());
    }

    @Test
    void whatCannotBeAnsweredSaysWhy() {
        assertThat(conditions.compile("1 / (occurrences - 3) > 0").ask(FACTS))
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.why()).contains("divide by zero"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            labls.a == "x"    | undeclared reference to 'labls'
            service ==        | mismatched input
            occurrences > "3" | no matching overload
            title             | has to be true or false
            occurrences(duration("5m")) > 5 | occurrences is a number, how often the alert has fired in its life
            """)
    void whatIsNoConditionSaysWhatWouldBe(String text, String why) {
        assertThatThrownBy(() -> conditions.compile(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
