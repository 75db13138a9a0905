package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Mackerel's webhook, and what its EventBridge channel sends, with or without EventBridge's envelope. What is about no alert (hosts,
 * monitors, the sample of the test button) makes no event.
 *
 * <p>Fingerprint and episode key: the alert's id; one that was closed is never opened again. Order: {@code statusChangedAt}.
 * EventBridge's event id is the delivery id.
 *
 * @see <a href="https://mackerel.io/docs/entry/howto/alerts/webhook">Webhook notifications</a>
 * @see <a href="https://mackerel.io/docs/entry/howto/alerts/eventbridge">Amazon EventBridge</a>
 */
@Singleton
public class MackerelSource implements SourceAdapter {

    @Override
    public String type() {
        return "mackerel";
    }

    @Override
    public String identity() {
        return "the alert's id";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> {
            Fields root = Fields.root(tree);
            Draft draft = new Draft(root.reasons());
            boolean enveloped = root.has("detail-type") && root.has("detail");
            if (enveloped) draft.deliveryId = root.word("id");
            return read(enveloped ? root.object("detail") : root, draft);
        });
    }

    private static Reading read(Fields root, Draft draft) {
        String kind = root.has("alertGroup") ? "alertGroup" : "alert";
        if (!root.has(kind)) {
            // What the test button sends.
            if (root.text("event").equals("sample")) return Reading.Read.nothing();
            return root.has("event")
                    ? new Reading.Read(List.of())
                    : new Reading.Unreadable("neither event nor alert is there: no webhook of Mackerel");
        }
        Fields alert = root.object(kind);
        String id = alert.word("id");
        if (id.isBlank()) return new Reading.Unreadable(alert.at("id") + " is missing: nobody knows which alert");
        draft.fingerprint = kind.equals("alert") ? id : kind + "/" + id;
        draft.episode(id, true);
        draft.status = status(alert);
        draft.orderBy(alert.moment("statusChangedAt"));
        draft.startedTime = alert.moment("openedAt").or(() -> alert.moment("createdAt"));
        boolean over = draft.status == EventStatus.RESOLVED;
        draft.endedTime = over ? alert.moment("closedAt") : Optional.empty();
        if (!over) draft.severity(alert.text("status"));
        labels(draft, root, alert);
        draft.placeByLabels();
        draft.entitle(title(root, alert), root.text("message"));
        draft.description = description(root);
        draft.link(Link.Kind.SOURCE, alert, "url");
        draft.link(Link.Kind.OTHER, root.object("host"), "url");
        draft.link(Link.Kind.OTHER, root, "imageUrl");
        return new Reading.Read(List.of(draft.event()));
    }

    private static EventStatus status(Fields alert) {
        String open = alert.word("isOpen");
        String status = alert.text("status");
        if (open.isBlank() && status.isBlank()) {
            alert.reasons().add(alert.at("isOpen") + " and status are missing; firing was taken");
        }
        return open.equals("false") || status.equalsIgnoreCase("ok") ? EventStatus.RESOLVED : EventStatus.FIRING;
    }

    private static void labels(Draft draft, Fields root, Fields alert) {
        draft.label("alertname", alert.text("monitorName"));
        draft.label("metric", alert.text("metricLabel"));
        draft.label("trigger", alert.text("trigger"));
        draft.label("monitor_type", root.text("type"));
        draft.label("organization", root.text("orgName"));
        Fields host = root.object("host");
        draft.label("host", host.text("name"));
        draft.label("host_id", host.word("id"));
        for (Fields role : host.objects("roles")) {
            draft.label("service", role.text("serviceName"));
            draft.label("role", role.text("roleName"));
        }
        Fields service = root.object("service");
        draft.label(
                "service",
                Text.firstOf(service.text("name"), service.object("role").text("serviceName")));
        Fields cloud = root.object("resourceInfo");
        if (cloud.text("resourceType").equals("instance")) draft.label("instance_id", cloud.text("resourceId"));
        draft.label("region", cloud.text("region"));
        draft.label("account_id", cloud.word("accountId"));
    }

    private static String title(Fields root, Fields alert) {
        String monitor = alert.text("monitorName");
        String host = root.object("host").text("name");
        return monitor.isBlank() || host.isBlank() ? monitor : monitor + " on " + host;
    }

    private static String description(Fields root) {
        String message = root.text("message");
        String memo = root.text("memo");
        return message.isBlank() || memo.isBlank() ? message + memo : message + "\n" + memo;
    }
}
