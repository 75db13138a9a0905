package dev.firstline.ingest.api;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.firstline.ingest.domain.Heartbeat;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Problem.Violation;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.Severity;
import dev.firstline.proto.ingest.v1.PostEventsRequest;
import java.util.ArrayList;
import java.util.List;

/** Checks events that other teams post: they have to be right, since nobody reads them with patience. */
final class PostedEvents {

    private static final int MAX_EVENTS = 500;
    private static final int MAX_NAME = 500;
    private static final int MAX_REQUEST_ID = 200;
    private static final int MAX_TEXT = 20_000;
    private static final int MAX_LABELS = 200;

    private final List<Violation> violations = new ArrayList<>();

    private PostedEvents() {}

    /**
     * The events as they are stored.
     *
     * @param actor who posts them: two of them may choose the same request id
     * @throws Problem naming every field that is wrong
     */
    static List<Event> checked(PostEventsRequest request, String actor) {
        PostedEvents checks = new PostedEvents();
        checks.check(request);
        if (!checks.violations.isEmpty()) throw Problem.invalid(checks.violations);
        List<Event> events = new ArrayList<>(request.getEventsCount());
        for (int i = 0; i < request.getEventsCount(); i++) {
            Event.Builder event = request.getEvents(i).toBuilder().setSource(request.getSource());
            if (event.getDeliveryId().isEmpty()) event.setDeliveryId(actor + ":" + request.getRequestId() + "/" + i);
            events.add(event.build());
        }
        return events;
    }

    /** Whether posted events show that their source lives. */
    static boolean isHeard(List<Event> events, Heartbeat heartbeat) {
        return !heartbeat.required()
                || events.stream()
                        .filter(event -> event.getStatus() == EventStatus.EVENT_STATUS_FIRING)
                        .anyMatch(event ->
                                heartbeat.name().equals(event.getLabelsOrDefault("alertname", event.getTitle())));
    }

    private void check(PostEventsRequest request) {
        String requestId = request.getRequestId();
        wrongIf(
                requestId.isBlank() || requestId.length() > MAX_REQUEST_ID || hasNul(requestId),
                "request_id",
                "is missing or longer than 200 characters; choose one, a UUID for example");
        int count = request.getEventsCount();
        wrongIf(count < 1 || count > MAX_EVENTS, "events", "holds " + count + "; 1 to 500 are taken");
        for (int i = 0; i < Math.min(count, MAX_EVENTS); i++) check("events[" + i + "].", request.getEvents(i));
    }

    private void check(String at, Event event) {
        assigned(at, event);
        name(at + "fingerprint", event.getFingerprint(), true);
        name(at + "title", event.getTitle(), true);
        name(at + "delivery_id", event.getDeliveryId(), false);
        name(at + "episode_key", event.getEpisodeKey(), false);
        name(at + "service", event.getService(), false);
        name(at + "environment", event.getEnvironment(), false);
        text(at + "description", event.getDescription());
        boolean known = event.getStatus() == EventStatus.EVENT_STATUS_FIRING
                || event.getStatus() == EventStatus.EVENT_STATUS_RESOLVED;
        wrongIf(!known, at + "status", "is neither EVENT_STATUS_FIRING nor EVENT_STATUS_RESOLVED");
        wrongIf(event.getSeverity() == Severity.UNRECOGNIZED, at + "severity", "is unknown");
        labels(at, event);
        for (int i = 0; i < event.getLinksCount(); i++) {
            boolean address = Link.isAddress(event.getLinks(i).getUrl());
            wrongIf(!address, at + "links[" + i + "].url", "is no absolute http or https address");
        }
        if (event.hasStartedTime()) time(at + "started_time", event.getStartedTime());
        if (event.hasEndedTime()) time(at + "ended_time", event.getEndedTime());
        if (event.hasResource()) resource(at + "resource.", event.getResource());
        for (String reason : event.getPartialReasonsList()) text(at + "partial_reasons", reason);
    }

    private void assigned(String at, Event event) {
        String why = "is assigned by ingest; leave it empty";
        wrongIf(!event.getId().isEmpty(), at + "id", why);
        wrongIf(event.hasPlace(), at + "place", why);
        wrongIf(!event.getSource().isEmpty(), at + "source", why);
        wrongIf(event.hasObservedTime(), at + "observed_time", why);
        wrongIf(!event.getPayloadId().isEmpty(), at + "payload_id", why);
    }

    private void labels(String at, Event event) {
        wrongIf(event.getLabelsCount() > MAX_LABELS, at + "labels", "has more than 200 entries");
        event.getLabelsMap().forEach((label, value) -> {
            wrongIf(label.isBlank() || hasNul(label), at + "labels", "has an entry without a name");
            text(at + "labels[" + label + "]", value);
        });
    }

    private void resource(String at, dev.firstline.proto.common.v1.Resource resource) {
        switch (resource.getKindCase()) {
            case KUBERNETES -> {
                var workload = resource.getKubernetes();
                name(at + "kubernetes.cluster", workload.getCluster(), false);
                name(at + "kubernetes.namespace", workload.getNamespace(), true);
                name(at + "kubernetes.kind", workload.getKind(), true);
                name(at + "kubernetes.name", workload.getName(), true);
            }
            case INSTANCE -> {
                boolean id =
                        Resource.ManagedInstance.isId(resource.getInstance().getId());
                wrongIf(!id, at + "instance.id", "is no i-… or mi-… of AWS");
            }
            case KIND_NOT_SET -> wrongIf(true, at + "kind", "is missing; leave the resource out where there is none");
        }
    }

    private void time(String field, Timestamp time) {
        wrongIf(!Timestamps.isValid(time), field, "is not between the years 1 and 9999");
    }

    private void name(String field, String value, boolean required) {
        wrongIf(required && value.isBlank(), field, "is missing");
        wrongIf(value.length() > MAX_NAME, field, "is longer than 500 characters");
        wrongIf(hasNul(value), field, "holds a NUL character, which can't be stored");
    }

    private void text(String field, String value) {
        wrongIf(value.length() > MAX_TEXT, field, "is longer than 20000 characters");
        wrongIf(hasNul(value), field, "holds a NUL character, which can't be stored");
    }

    private static boolean hasNul(String value) {
        return value.indexOf(0) >= 0;
    }

    private void wrongIf(boolean wrong, String field, String description) {
        if (wrong) violations.add(new Violation(field, description));
    }
}
