package dev.firstline.notify.channel.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.notify.channel.http.Caller;
import dev.firstline.notify.testing.FakePagerDuty;
import dev.firstline.notify.testing.FakeServer.Fate;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyTrialTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private final FakePagerDuty pagerDuty = new FakePagerDuty();
    private final KeyTrial trial =
            new KeyTrial(new Caller(), new ObjectMapper(), URI.create(pagerDuty.url() + "v2/enqueue"));
    private final Map<String, String> facts = new TreeMap<>();

    @AfterEach
    void stop() {
        pagerDuty.stop();
    }

    private List<String> problems(Map<String, String> keys) {
        return trial.problems(new RoutingKeys(keys, Map.of(), Optional.empty(), InstantSource.system()), facts);
    }

    @Test
    void aKnownKeyIsTriedOnceAndNobodyIsPaged() {
        assertThat(problems(Map.of("payments", KEY))).isEmpty();
        assertThat(problems(Map.of("payments", KEY))).isEmpty();
        assertThat(facts).containsEntry("routing-key payments", "known to PagerDuty");
        assertThat(pagerDuty.trials()).containsExactly(KEY);
        assertThat(pagerDuty.alerts()).isZero();
    }

    @Test
    void anUnknownKeyIsNamedAndTriedAgainUntilItIsRight() {
        pagerDuty.next("acknowledge", new Fate.Fails("Invalid routing key"));
        assertThat(problems(Map.of("payments", KEY)))
                .containsExactly("wrong routing key payments: PagerDuty answers HTTP 400 Invalid routing key");
        assertThat(problems(Map.of("payments", KEY))).isEmpty();
    }

    @Test
    void aKeyThatChangedIsTriedAgain() {
        assertThat(problems(Map.of("payments", KEY))).isEmpty();
        assertThat(problems(Map.of("payments", OTHER))).isEmpty();
        assertThat(pagerDuty.trials()).containsExactly(KEY, OTHER);
    }

    @Test
    void whereNobodyAnswersTheOthersWaitForTheNextProbe() {
        pagerDuty.next("acknowledge", new Fate.TooOften(1));
        assertThat(problems(new TreeMap<>(Map.of("a", KEY, "b", OTHER))))
                .singleElement()
                .asString()
                .startsWith("the routing key a could not be tried: PagerDuty answers HTTP 429");
        assertThat(pagerDuty.trials()).isEmpty();
    }

    @Test
    void whatIsNoKeyIsNotSent() {
        assertThat(problems(Map.of("payments", "short"))).isEmpty();
        assertThat(pagerDuty.trials()).isEmpty();
    }

    @Test
    void aKeyThatPagerDutyRepeatsIsNotTold() {
        pagerDuty.next("acknowledge", new Fate.Fails("no integration has " + KEY));
        assertThat(problems(Map.of("payments", KEY))).singleElement().asString().doesNotContain(KEY);
    }
}
