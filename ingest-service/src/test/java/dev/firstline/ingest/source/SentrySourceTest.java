package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.source.verification.HmacSignature;
import dev.firstline.ingest.testing.Readings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentrySourceTest {

    private static final Readings SENTRY = new Readings(new SentrySource());
    private static final String ALERT = SENTRY.text("issue-alert.json");
    private static final String ISSUE = SENTRY.text("issue-resolved.json");
    private static final String METRIC = SENTRY.text("metric-alert.json");

    @Test
    void aResolvedIssueEndsWhatAnAlertRuleBegan() {
        assertThat(SENTRY.event(ALERT).fingerprint())
                .isEqualTo(SENTRY.event(ISSUE).fingerprint())
                .isEqualTo("1117540176");
    }

    @Test
    void twoIssuesWithOneTitleAreTwoAlerts() {
        assertThat(SENTRY.event(ALERT.replace("1117540176", "1117540177")).fingerprint())
                .isEqualTo("1117540177");
    }

    @ParameterizedTest
    @CsvSource({
        "created, unresolved, FIRING",
        "unresolved, unresolved, FIRING",
        "assigned, unresolved, FIRING",
        "assigned, resolved, RESOLVED",
        "assigned, ignored, RESOLVED",
        "resolved, resolved, RESOLVED",
        "archived, ignored, RESOLVED",
        "ignored, ignored, RESOLVED"
    })
    void theActionOrElseTheIssueSaysWhetherItFires(String action, String status, EventStatus expected) {
        String body = ISSUE.replace("\"action\":\"resolved\"", "\"action\":\"" + action + "\"")
                .replace("\"status\":\"resolved\"", "\"status\":\"" + status + "\"");
        assertThat(SENTRY.event(body).status()).isEqualTo(expected);
    }

    @Test
    void anIssueCountsItsOccurrences() {
        assertThat(SENTRY.event(ISSUE).occurrences()).hasValue(41);
        assertThat(SENTRY.event(ALERT).occurrences()).isEmpty();
    }

    @Test
    void tagsAreLabelsExceptThePerson() {
        assertThat(SENTRY.event(ALERT).labels())
                .containsEntry("environment", "production")
                .containsEntry("server_name", "review-6c9d7f5b8d-4kq7z")
                .doesNotContainKey("user");
        assertThat(SENTRY.event(ALERT).service()).isEqualTo("review-worker");
    }

    @Test
    void withoutAnIssuesIdTheAddressOrTheGroupingHashesTell() {
        String without = ALERT.replace("\"issue_id\":\"1117540176\",", "");
        assertThat(SENTRY.event(without).fingerprint()).isEqualTo("1117540176");
        String hashed = without.replace("issues/1117540176/", "issues/");
        Event event = SENTRY.event(hashed);
        assertThat(event.fingerprint()).hasSize(32);
        assertThat(event.partialReasons())
                .containsExactly("data.event.issue_id is missing; a hash over project and hashes was used");
    }

    @Test
    void aMetricAlertIsItsRuleAndItsProjects() {
        Event firing = SENTRY.event(METRIC);
        Event over = SENTRY.event(METRIC.replace("\"action\":\"critical\"", "\"action\":\"resolved\"")
                .replace("\"date_closed\":null", "\"date_closed\":\"2026-11-21T04:00:00Z\""));
        Event next = SENTRY.event(METRIC.replace("\"id\":\"4\"", "\"id\":\"5\""));
        Event other = SENTRY.event(
                METRIC.replace("\"projects\":[\"checkout\"],\"status\"", "\"projects\":[\"cart\"],\"status\""));
        assertThat(firing.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(over.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(over.endedTime()).isPresent();
        assertThat(firing.fingerprint()).isEqualTo(over.fingerprint()).isEqualTo(next.fingerprint());
        assertThat(next.episode().key()).isEqualTo("5");
        assertThat(other.fingerprint()).isNotEqualTo(firing.fingerprint());
    }

    @Test
    void theRequestsIdIsTheDeliveryId() {
        Reading reading = SENTRY.of(ALERT, "application/json", Map.of("request-id", "5b2c"));
        assertThat(Readings.events(reading).getFirst().deliveryId()).isEqualTo("5b2c");
    }

    @Test
    void commentsErrorsAndInstallationsAreNoAlerts() {
        assertThat(SENTRY.events(
                        "{\"action\":\"created\",\"data\":{\"comment\":\"adding a comment\",\"issue_id\":100}}"))
                .isEmpty();
        assertThat(Readings.events(
                        SENTRY.of("{\"data\":{}}", "application/json", Map.of("sentry-hook-resource", "seer"))))
                .isEmpty();
        assertThat(SENTRY.of("{\"data\":{}}")).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = SENTRY.event(ALERT.replace("\"culprit\":\"review.worker in decide\"", "\"culprit\":{}")
                .replace("[\"level\",\"error\"]", "7")
                .replace("\"datetime\":\"2026-11-21T03:44:19.677000Z\"", "\"datetime\":\"then\""));
        assertThat(event.fingerprint()).isEqualTo("1117540176");
        assertThat(event.partialReasons())
                .containsExactlyInAnyOrder(
                        "data.event.culprit is an object, not a text; it was left out",
                        "data.event.tags[1] is a number, not a pair; it was left out",
                        "data.event.datetime is no time that is understood: then");
    }

    @Test
    void theBodyIsSignedWithoutPrefix() {
        assertThat(new SentrySource().verification()).isEqualTo(HmacSignature.sha256Hex("sentry-hook-signature", ""));
    }
}
