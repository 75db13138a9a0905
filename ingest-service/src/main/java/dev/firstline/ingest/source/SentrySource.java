package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.verification.HmacSignature;
import dev.firstline.ingest.source.verification.Verification;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Sentry's integration webhooks: issue alerts, issues and metric alerts. The others (comments, single errors, installations) say
 * nothing about an alert and make no event.
 *
 * <p>Fingerprint of issues and issue alerts: the issue's id, so that the webhook of a resolved issue ends what an alert rule began
 * ({@link SentryIssue}). Of metric alerts: the rule's id and the projects; the incident's id is the episode key, and never comes back
 * ({@link SentryMetricAlert}). Delivery id: {@code Request-ID}. Sentry states no order.
 *
 * @see <a href="https://docs.sentry.io/organization/integrations/integration-platform/webhooks/">Webhooks</a>
 */
@Singleton
public class SentrySource implements SourceAdapter {

    private static final String RESOURCE = "sentry-hook-resource";
    private static final String REQUEST_ID = "request-id";
    private static final Set<String> NO_ALERTS = Set.of("comment", "error");
    private static final Set<String> ALERTS = Set.of("", "issue", "event_alert", "metric_alert", "activity_alert");

    @Override
    public String type() {
        return "sentry";
    }

    @Override
    public String identity() {
        return "the issue's id; of metric alerts the rule's id and the projects";
    }

    @Override
    public Set<String> headers() {
        return Set.of(RESOURCE, REQUEST_ID);
    }

    /** Hexadecimal HMAC-SHA256 of the raw body; the time in {@code Sentry-Hook-Timestamp} isn't part of it. */
    @Override
    public Verification verification() {
        return HmacSignature.sha256Hex("sentry-hook-signature", "");
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> read(Fields.root(tree), payload));
    }

    private static Reading read(Fields root, Payload payload) {
        Fields data = root.object("data");
        Draft draft = new Draft(root.reasons());
        draft.deliveryId = payload.headers().getOrDefault(REQUEST_ID, "");
        if (data.has("metric_alert")) return SentryMetricAlert.read(root, data, draft);
        if (data.has("issue")) return SentryIssue.ofIssue(root, data, draft);
        if (data.has("event")) return SentryIssue.ofEvent(data, draft);
        boolean another = !ALERTS.contains(payload.headers().getOrDefault(RESOURCE, ""));
        if (data.has("installation")) return Reading.Read.nothing();
        if (another || NO_ALERTS.stream().anyMatch(data::has)) return new Reading.Read(List.of());
        return new Reading.Unreadable("data holds no issue, event or metric_alert: no alert of Sentry");
    }
}
