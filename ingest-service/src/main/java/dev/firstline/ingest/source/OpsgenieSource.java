package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Opsgenie's webhook integration. {@code Close} and {@code Delete} are the end. Actions that are possible on a closed alert too
 * (notes, tags, details, custom ones) say nothing about its state and make no event.
 *
 * <p>Fingerprint: the alias, else the alert's id. Episode key: the alert's id, which never comes back: after a close the same alias is
 * another alert. Order: {@code updatedAt}, nanoseconds in spite of {@code createdAt}'s milliseconds. There is no delivery id.
 *
 * @see <a href="https://docs.opsgenie.com/docs/marid-alert-action-data">Alert action data</a>
 */
@Singleton
public class OpsgenieSource implements SourceAdapter {

    private static final Set<String> OPEN =
            Set.of("create", "acknowledge", "unacknowledge", "snooze", "snoozeended", "escalate", "escalatenext");
    private static final Set<String> OVER = Set.of("close", "delete");

    @Override
    public String type() {
        return "opsgenie";
    }

    @Override
    public String identity() {
        return "the alias, else the alert's id";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> read(Fields.root(tree)));
    }

    private static Reading read(Fields root) {
        if (!root.has("alert")) return new Reading.Unreadable("alert is missing: no webhook of Opsgenie");
        String action = root.text("action").toLowerCase(Locale.ROOT);
        if (!action.isBlank() && !OPEN.contains(action) && !OVER.contains(action)) return new Reading.Read(List.of());
        Fields alert = root.object("alert");
        String id = alert.firstWord("alertId", "id");
        String alias = alert.word("alias");
        if ((id + alias).isBlank()) return new Reading.Unreadable("alert.alertId and alert.alias are missing");
        Draft draft = new Draft(root.reasons());
        if (action.isBlank()) draft.reasons.add("action is missing; firing was taken");
        draft.fingerprint = alias.isBlank() ? id : alias;
        draft.episode(id, true);
        draft.status = OVER.contains(action) ? EventStatus.RESOLVED : EventStatus.FIRING;
        Optional<Instant> updated = alert.moment("updatedAt");
        draft.orderBy(updated);
        draft.startedTime = alert.moment("createdAt");
        draft.endedTime = draft.status == EventStatus.RESOLVED ? updated : Optional.empty();
        draft.severity(alert.text("priority"));
        labels(draft, alert);
        draft.entitle(alert.text("message").strip());
        draft.description = alert.text("description");
        draft.occurrences = alert.has("count") ? alert.number("count") : OptionalLong.empty();
        draft.placeByLabels(alert.text("entity"));
        draft.linkByLabels();
        return new Reading.Read(List.of(draft.event()));
    }

    /** The labels of an alert, which its own webhook and the API name alike. */
    static void labels(Draft draft, Fields alert) {
        alert.texts("details").forEach(draft::label);
        draft.label("entity", alert.text("entity"));
        draft.label("alias", alert.word("alias"));
        draft.label("tiny_id", alert.word("tinyId"));
        draft.label("alert_source", alert.text("source"));
        draft.label("team", String.join(",", alert.words("teams")));
        for (String tag : alert.words("tags")) {
            int colon = tag.indexOf(':');
            if (colon > 0) draft.label(tag.substring(0, colon), tag.substring(colon + 1));
        }
        draft.label("tags", String.join(",", alert.words("tags")));
    }
}
