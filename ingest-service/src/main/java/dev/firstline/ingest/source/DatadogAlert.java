package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** One event of a monitor of Datadog. Keys are written as {@link AnyCase} leaves them. */
final class DatadogAlert {

    private final Fields root;
    private final Draft draft;

    private DatadogAlert(Fields root) {
        this.root = root;
        this.draft = new Draft(root.reasons());
    }

    static Reading read(Fields root) {
        return new DatadogAlert(root).read();
    }

    private Reading read() {
        String transition = root.firstText("alerttransition", "transition");
        draft.status = status(transition);
        labels();
        if (!identify()) {
            return new Reading.Unreadable(
                    "no monitor, aggregation key, scope, metric, query, host or tags: nobody knows which alert it is");
        }
        draft.episode(root.word("alertcyclekey"), true);
        severity(transition);
        times(transition);
        draft.entitle(root.firstText("alerttitle", "monitorname", "title", "eventtitle"), root.text("alertstatus"));
        draft.description = root.firstText("textonlymsg", "eventmsg", "body", "message", "text", "alertstatus");
        draft.placeByLabels();
        for (String key : List.of("link", "url", "eventurl")) draft.link(Link.Kind.SOURCE, root, key);
        draft.link(Link.Kind.OTHER, root, "snapshot");
        draft.link(Link.Kind.RUNBOOK, root, "runbookurl");
        draft.linkByLabels();
        return new Reading.Read(List.of(draft.event()));
    }

    /** Triggered, Re-Triggered, No Data, Re-No Data, Warn, Re-Warn, Renotify; Recovered, Warn Recovered, No Data Recovered. */
    private EventStatus status(String transition) {
        String word = transition.toLowerCase(Locale.ROOT);
        if (word.contains("recover") || word.contains("resolved")) return EventStatus.RESOLVED;
        if (!word.isBlank()) return EventStatus.FIRING;
        boolean success = root.text("alerttype").equalsIgnoreCase("success");
        draft.reasons.add("alert_transition is missing; alert_type was used");
        return success ? EventStatus.RESOLVED : EventStatus.FIRING;
    }

    /** Tags of the group that alerts go before all tags of the event. */
    private void labels() {
        for (String key : List.of("alertscope", "scope", "scopes", "tags")) {
            if (root.isObject(key)) root.texts(key).forEach(draft::label);
            else root.words(key).forEach(this::tag);
        }
        draft.label("monitor_id", monitor());
        draft.label("metric", root.text("alertmetric"));
        draft.label("host", root.firstText("hostname", "host"));
        draft.label("event_type", root.text("eventtype"));
        draft.label("alertname", root.text("monitorname"));
        draft.label("organization", root.firstText("orgname"));
    }

    private void tag(String tag) {
        int colon = tag.indexOf(':');
        if (colon > 0)
            draft.label(
                    tag.substring(0, colon).strip(), tag.substring(colon + 1).strip());
        else draft.label(tag, "true");
    }

    private String monitor() {
        return root.firstWord("alertid", "monitorid");
    }

    private boolean identify() {
        String scope = sorted("alertscope", "scope", "scopes");
        String key = root.firstWord("aggregkey", "aggregationkey");
        String host = root.firstText("hostname", "host");
        String tags = sorted("tags");
        if (!(monitor() + key + scope).isBlank()) {
            // Without its scope nothing but host and tags tells a monitor's groups apart.
            draft.fingerprint = scope.isBlank()
                    ? Fingerprint.of("monitor", monitor(), key, host, tags)
                    : Fingerprint.of("monitor", monitor(), key, scope);
            return true;
        }
        String[] rest = {root.text("alertmetric"), root.text("alertquery"), host, tags};
        draft.fingerprint = Fingerprint.of(rest);
        draft.reasons.add("no monitor, aggregation key or scope; a hash over metric, query, host and tags was used");
        return !String.join("", rest).isBlank();
    }

    /** The same tags in another order are the same group. */
    private String sorted(String... keys) {
        for (String key : keys) {
            TreeSet<String> words = root.isObject(key) ? joined(root.texts(key)) : new TreeSet<>(root.words(key));
            if (!words.isEmpty()) return String.join(",", words);
        }
        return "";
    }

    private static TreeSet<String> joined(Map<String, String> tags) {
        TreeSet<String> joined = new TreeSet<>();
        tags.forEach((name, value) -> joined.add(name + ":" + value));
        return joined;
    }

    /** The monitor's priority, else how the event is coloured; a warning stays one whatever its monitor's priority. */
    private void severity(String transition) {
        boolean warns = transition.toLowerCase(Locale.ROOT).replace("re-", "").equals("warn");
        String priority = root.firstWord("alertpriority", "severity");
        String word = warns ? "warning" : Text.firstOf(priority, root.text("alerttype"));
        if (!word.equalsIgnoreCase("success")) draft.severity(word);
        draft.label("priority", priority);
    }

    private void times(String transition) {
        var date = root.moment("date");
        if (draft.status == EventStatus.RESOLVED) draft.endedTime = date;
        else if (!transition.toLowerCase(Locale.ROOT).startsWith("re")) draft.startedTime = date;
        String id = root.firstWord("id", "eventid");
        if (!id.isBlank() && !transition.isBlank() && date.isPresent()) {
            draft.deliveryId = id + "#" + transition + "#" + date.get().toEpochMilli();
        }
    }
}
