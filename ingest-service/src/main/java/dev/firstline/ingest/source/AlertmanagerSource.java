package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;

/**
 * Alertmanager's webhook, version 4; of version 3 what is the same.
 *
 * <p>Fingerprint: Alertmanager's own (a hash over the labels), else a hash over the sorted labels. Episode key: {@code startsAt}. It
 * states no order and no delivery id.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
@Singleton
public class AlertmanagerSource implements SourceAdapter {

    private static final GroupedAlerts.Dialect DIALECT =
            new GroupedAlerts.Dialect("Alertmanager", "4", (draft, alert, externalUrl) -> silence(draft, externalUrl));

    @Override
    public String type() {
        return "alertmanager";
    }

    @Override
    public String identity() {
        return "Alertmanager's own fingerprint, else a hash over the labels";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.read(payload, tree -> GroupedAlerts.read(tree, DIALECT));
    }

    private static void silence(Draft draft, String externalUrl) {
        if (!Link.isAddress(externalUrl) || draft.labels.isEmpty()) return;
        String silence = SilenceLink.of(externalUrl, draft.labels);
        if (Link.isAddress(silence)) draft.links.add(new Link(Link.Kind.SILENCE, silence));
    }
}
