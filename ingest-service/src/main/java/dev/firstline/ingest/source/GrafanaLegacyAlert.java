package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One rule's state, as Grafana's legacy alerting sent it.
 *
 * <p>Fingerprint: {@code orgId} and {@code ruleId}, else a hash over the dashboard's and the panel's id, else over the tags. There is no
 * episode key, order, time or delivery id. {@code alerting} and {@code no_data} fire, {@code ok} and {@code paused} are the end,
 * {@code pending} says nothing yet.
 *
 * @see <a href="https://grafana.com/docs/grafana/v8.5/alerting/old-alerting/notifications/#webhook">webhook (old alerting)</a>
 */
final class GrafanaLegacyAlert {

    private final Fields root;
    private final Draft draft;

    private GrafanaLegacyAlert(Fields root) {
        this.root = root;
        this.draft = new Draft(root.reasons());
    }

    static Reading read(Json.Parsed.Tree tree) {
        GrafanaLegacyAlert alert = new GrafanaLegacyAlert(Fields.root(tree));
        return alert.root.text("state").equals("pending") ? new Reading.Read(List.of()) : alert.read();
    }

    private Reading read() {
        String state = root.text("state");
        draft.status = status(state);
        labels(state);
        draft.fingerprint = fingerprint();
        draft.severity = Severity.parse(draft.labels.getOrDefault("severity", ""));
        draft.entitle(root.text("ruleName"), root.text("title"));
        draft.description = root.text("message");
        draft.placeByLabels();
        draft.link(Link.Kind.SOURCE, root, "ruleUrl");
        draft.link(Link.Kind.OTHER, root, "imageUrl");
        return new Reading.Read(List.of(draft.event()));
    }

    private EventStatus status(String state) {
        return switch (state) {
            case "alerting", "no_data" -> EventStatus.FIRING;
            case "ok", "paused" -> EventStatus.RESOLVED;
            default -> {
                draft.reasons.add("state says nothing known ('" + state + "'); firing was taken");
                yield EventStatus.FIRING;
            }
        };
    }

    private void labels(String state) {
        draft.labels = root.texts("tags");
        draft.label("alertname", root.text("ruleName"));
        draft.label("state", state);
        List<Fields> matches = root.objects("evalMatches");
        // Several series are one state of one rule; only a single one's tags are the alert's.
        if (matches.size() == 1) matches.getFirst().texts("tags").forEach(draft::label);
    }

    private String fingerprint() {
        String org = root.word("orgId");
        String rule = root.word("ruleId");
        if (!rule.isBlank()) return "rule/" + org + "/" + rule;
        Map<String, String> known = new TreeMap<>();
        for (String key : List.of("orgId", "dashboardId", "panelId")) known.put(key, root.word(key));
        draft.reasons.add("ruleId is missing; a hash over dashboardId, panelId and tags was used");
        known.putAll(root.texts("tags"));
        return Fingerprint.ofLabels(known);
    }
}
