package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a payload of {@link GroupedAlerts} says about all its alerts. */
record AlertGroup(
        String tool,
        String key,
        EventStatus status,
        Map<String, String> labels,
        String externalUrl,
        long truncated,
        Reasons shared) {

    static AlertGroup of(Fields root, GroupedAlerts.Dialect dialect) {
        String version = root.text("version");
        if (!version.equals(dialect.version())) {
            root.reasons().add("version is '" + version + "'; '" + dialect.version() + "' is understood");
        }
        Map<String, String> labels = root.texts("commonLabels");
        return new AlertGroup(
                dialect.tool(),
                // Version 3 of Alertmanager's layout had a number here.
                root.word("groupKey"),
                EventStatus.parse(root.text("status")).orElse(EventStatus.FIRING),
                labels.isEmpty() ? root.texts("groupLabels") : labels,
                root.text("externalURL"),
                root.number("truncatedAlerts").orElse(0),
                root.reasons());
    }

    /**
     * The tool cut alerts off ({@code max_alerts}): nobody knows which, so it is told as an alert of its own, open until the whole
     * group is resolved or a person closes it.
     */
    Event cutOff() {
        Draft draft = about("truncated", tool + "Truncated", shared);
        draft.status = status;
        draft.title = tool + " cut off " + truncated + " alerts";
        draft.description = "The webhook's max_alerts is too low for the group " + key
                + ". What was cut off is known to " + tool + " alone.";
        return draft.event();
    }

    /** Alerts that are not even objects: told as an alert of its own, since nothing of them is known. */
    Event unread(int count, Reasons why) {
        Reasons reasons = new Reasons();
        reasons.addAll(shared.lines());
        reasons.addAll(why.lines());
        Draft draft = about("unread", tool + "Unread", reasons);
        draft.title = count + " alerts from " + tool + " could not be read";
        draft.description = "They belong to the group " + key + "; the payload is kept.";
        return draft.event();
    }

    /** Under a name of its own and without a resource: no rule and no runbook must take it for one of the group's alerts. */
    private Draft about(String what, String name, Reasons reasons) {
        Draft draft = new Draft(reasons);
        draft.fingerprint = "firstline/" + what + "/" + Fingerprint.of(key);
        draft.labels = new LinkedHashMap<>(labels);
        draft.labels.put("alertname", name);
        draft.labels.put("severity", "warning");
        draft.severity = Severity.WARNING;
        draft.placeByLabels();
        draft.resource = Optional.empty();
        draft.link(Link.Kind.SOURCE, "externalURL", externalUrl);
        return draft;
    }
}
