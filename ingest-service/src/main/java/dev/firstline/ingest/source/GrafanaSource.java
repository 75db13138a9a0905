package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;

/**
 * Grafana's webhook contact point, and the notification channel of the legacy alerting that Grafana had up to version 10
 * ({@link GrafanaLegacyAlert}).
 *
 * <p>Fingerprint: Grafana's own (a hash over the labels), else a hash over the sorted labels. Episode key: {@code startsAt}. It states
 * no order and no delivery id. Links also come from {@code silenceURL}, {@code dashboardURL} and {@code panelURL}; where there is no
 * description, the values at the time of the evaluation are one.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/">
 *     webhook notifier</a>
 */
@Singleton
public class GrafanaSource implements SourceAdapter {

    private static final GroupedAlerts.Dialect DIALECT =
            new GroupedAlerts.Dialect("Grafana", "1", (draft, alert, externalUrl) -> extras(draft, alert));

    @Override
    public String type() {
        return "grafana";
    }

    @Override
    public String identity() {
        return "Grafana's own fingerprint, else a hash over the labels; of the legacy alerting orgId and ruleId";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.read(payload, tree -> {
            boolean legacy = tree.root().isObject()
                    && !tree.root().has("alerts")
                    && (tree.root().has("ruleId") || tree.root().has("evalMatches"));
            return legacy ? GrafanaLegacyAlert.read(tree) : GroupedAlerts.read(tree, DIALECT);
        });
    }

    private static void extras(Draft draft, Fields alert) {
        draft.link(Link.Kind.DASHBOARD, alert, "dashboardURL");
        draft.link(Link.Kind.OTHER, alert, "panelURL");
        draft.link(Link.Kind.SILENCE, alert, "silenceURL");
        if (draft.description.isBlank()) draft.description = alert.text("valueString");
    }
}
