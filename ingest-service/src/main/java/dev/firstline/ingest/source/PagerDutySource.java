package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.verification.HmacSignature;
import dev.firstline.ingest.source.verification.Verification;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * PagerDuty's webhooks, version 3. What is about an incident tells its state; notes, responders, status updates and services say
 * nothing about an alert and make no event.
 *
 * <p>Fingerprint and episode key: the incident's id; a reopened incident is the same one again. Order: {@code occurred_at}. Delivery
 * id: the event's id.
 *
 * @see <a href="https://developer.pagerduty.com/docs/webhooks-overview">Webhooks, overview</a>
 * @see <a href="https://developer.pagerduty.com/docs/verifying-webhook-signatures">Verifying signatures</a>
 */
@Singleton
public class PagerDutySource implements SourceAdapter {

    /** What the button "Send Test Event" sends. */
    private static final String PING = "pagey.ping";

    @Override
    public String type() {
        return "pagerduty";
    }

    @Override
    public String identity() {
        return "the incident's id";
    }

    /** Several signatures, one for each secret, while the subscription's secret is rotated. */
    @Override
    public Verification verification() {
        return HmacSignature.sha256Hex("x-pagerduty-signature", "v1=");
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> read(Fields.root(tree)));
    }

    private static Reading read(Fields root) {
        if (!root.has("event")) return new Reading.Unreadable("event is missing: no webhook of PagerDuty, version 3");
        Fields event = root.object("event");
        Fields incident = event.object("data");
        String kind = Text.firstOf(incident.text("type"), event.text("resource_type"));
        if (!kind.equals("incident") && !incident.has("status")) return nothing(kind, event);
        String id = incident.word("id");
        if (id.isBlank()) return new Reading.Unreadable("event.data.id is missing: nobody knows which incident");
        Draft draft = new Draft(root.reasons());
        draft.deliveryId = event.word("id");
        draft.fingerprint = id;
        draft.episode(id, false);
        draft.status = status(incident.text("status"), event.text("event_type"), draft.reasons);
        Optional<Instant> occurred = event.moment("occurred_at");
        draft.orderBy(occurred);
        draft.startedTime = incident.moment("created_at");
        if (draft.status == EventStatus.RESOLVED) draft.endedTime = occurred;
        labels(draft, incident);
        draft.entitle(incident.text("title"), incident.text("summary"));
        draft.placeByLabels(incident.object("service").text("summary"));
        draft.link(Link.Kind.SOURCE, incident, "html_url");
        draft.link(Link.Kind.OTHER, incident.object("conference_bridge"), "conference_url");
        return new Reading.Read(List.of(draft.event()));
    }

    private static Reading nothing(String kind, Fields event) {
        if (event.text("event_type").equals(PING)) return Reading.Read.nothing();
        return kind.isEmpty() && event.text("event_type").isEmpty()
                ? new Reading.Unreadable("event.event_type and event.data are missing")
                : new Reading.Read(List.of());
    }

    private static EventStatus status(String status, String type, Reasons reasons) {
        if (status.equals("resolved") || (status.isBlank() && type.equals("incident.resolved"))) {
            return EventStatus.RESOLVED;
        }
        if (!status.equals("triggered") && !status.equals("acknowledged") && !type.equals("incident.triggered")) {
            reasons.add("event.data.status says nothing known ('" + status + "'); firing was taken");
        }
        return EventStatus.FIRING;
    }

    private static void labels(Draft draft, Fields incident) {
        String priority = incident.object("priority").text("summary");
        draft.severity(Text.firstOf(priority, incident.text("urgency")));
        draft.label("urgency", incident.text("urgency"));
        draft.label("priority", priority);
        draft.label("pagerduty_service", incident.object("service").text("summary"));
        draft.label("escalation_policy", incident.object("escalation_policy").text("summary"));
        draft.label("incident_number", incident.word("number"));
        draft.label("incident_key", incident.word("incident_key"));
        String teams = String.join(
                ",",
                incident.objects("teams").stream()
                        .map(team -> team.text("summary"))
                        .toList());
        draft.label("team", teams);
    }
}
