package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * CloudEvents 1.0 in JSON, one ({@code application/cloudevents+json}) or many ({@code application/cloudevents-batch+json}), and in
 * binary mode ({@link CloudEventHeaders}). The alert stands in {@code data}; {@link CloudEventAlert} says how it is read.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event format</a>
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP binding</a>
 */
@Singleton
public class CloudEventsSource implements SourceAdapter {

    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String SINGLE = "application/cloudevents+json";

    @Override
    public String type() {
        return "cloudevents";
    }

    @Override
    public String identity() {
        return "data.fingerprint, else a hash over source, type without a status at its end, subject, data.labels and"
                + " the extensions";
    }

    @Override
    public Set<String> headers() {
        return Set.of(CloudEventHeaders.PREFIX);
    }

    @Override
    public Reading read(Payload payload) {
        String mediaType = payload.mediaType();
        if (CloudEventHeaders.isBinary(payload)) return binary(payload);
        if (mediaType.startsWith("application/cloudevents") && !mediaType.equals(BATCH) && !mediaType.equals(SINGLE)) {
            return new Reading.Unreadable("the format " + mediaType + " is not read; send " + SINGLE + " or " + BATCH);
        }
        return Json.read(payload, tree -> read(tree, mediaType));
    }

    private static Reading binary(Payload payload) {
        Reasons reasons = new Reasons();
        ObjectNode event = CloudEventHeaders.attributes(payload, reasons);
        if (payload.body().length == 0) return new Reading.Read(List.of(CloudEventAlert.read(event, "", reasons)));
        if (!CloudEventHeaders.holdsJson(payload)) {
            reasons.add("the body is " + payload.mediaType() + ", not JSON; it was left out");
            return new Reading.Read(List.of(CloudEventAlert.read(event, "", reasons)));
        }
        return Json.read(payload, tree -> {
            tree.flaw().ifPresent(reasons::add);
            event.set("data", tree.root());
            return new Reading.Read(List.of(CloudEventAlert.read(event, "", reasons)));
        });
    }

    private static Reading read(Json.Parsed.Tree tree, String mediaType) {
        if (tree.root().isArray() && !mediaType.equals(SINGLE)) return batch(tree);
        if (isCloudEvent(tree.root()) && !mediaType.equals(BATCH)) return single(tree);
        return new Reading.Unreadable(stranger(mediaType, tree.root()));
    }

    private static String stranger(String mediaType, JsonNode root) {
        if (mediaType.equals(BATCH)) return "the body is " + Fields.kind(root) + ", a batch is a list";
        if (!root.isObject()) return "the body is " + Fields.kind(root) + ", a CloudEvent is an object";
        return "specversion, type and source are missing: no CloudEvent";
    }

    private static boolean isCloudEvent(JsonNode node) {
        return node.isObject()
                && (node.hasNonNull("specversion") || (node.hasNonNull("type") && node.hasNonNull("source")));
    }

    private static Reading single(Json.Parsed.Tree tree) {
        return new Reading.Read(List.of(alert(tree.root(), "", tree)));
    }

    private static Reading batch(Json.Parsed.Tree tree) {
        EventList events = new EventList();
        Reasons unread = new Reasons();
        int unreadCount = 0;
        for (int i = 0; i < tree.root().size() && !events.isFull(); i++) {
            JsonNode node = tree.root().get(i);
            String path = "[" + i + "]";
            if (isCloudEvent(node)) {
                events.add(alert(node, path, tree));
            } else {
                unread.add(path + " is no CloudEvent: specversion, type and source are missing");
                unreadCount++;
            }
        }
        if (events.isEmpty() && unreadCount > 0)
            return new Reading.Unreadable(unread.lines().getFirst());
        if (unreadCount > 0) events.add(UnreadPart.event(unreadCount, unread));
        return events.reading();
    }

    private static Event alert(JsonNode node, String path, Json.Parsed.Tree tree) {
        Reasons reasons = new Reasons();
        tree.flaw().ifPresent(reasons::add);
        return CloudEventAlert.read(node, path, reasons);
    }
}
