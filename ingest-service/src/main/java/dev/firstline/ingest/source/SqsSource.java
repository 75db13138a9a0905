package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What comes out of a queue of Amazon SQS: messages of SNS and alarms of CloudWatch ({@link SnsSource}), events of EventBridge
 * ({@link EventBridgeSource}), and CloudEvents ({@link CloudEventsSource}).
 *
 * <p>Fingerprint, episode key and order: those of what is inside. Delivery id: the one inside, else the id of the queue's message, which
 * SQS keeps when it hands a message out again.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html">Amazon SQS as subscriber of SNS</a>
 */
@Singleton
public class SqsSource implements SourceAdapter {

    /** Its type, by which the readers of queues find their sources. */
    public static final String TYPE = "aws-sqs";

    /** The queue's message id. */
    public static final String MESSAGE_ID = ":message-id";

    private static final String CLOUD_EVENT = "application/cloudevents+json";

    private final SnsSource sns = new SnsSource();
    private final EventBridgeSource eventBridge = new EventBridgeSource();
    private final CloudEventsSource cloudEvents = new CloudEventsSource();

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String identity() {
        return "that of what is inside: an alarm's ARN, a CloudEvent's fingerprint, of anything else its id";
    }

    @Override
    public Set<String> headers() {
        return Set.of(MESSAGE_ID);
    }

    @Override
    public Reading read(Payload payload) {
        Reading inside = Json.readObject(payload, tree -> read(tree.root(), payload));
        String id = payload.headers().getOrDefault(MESSAGE_ID, "");
        return inside instanceof Reading.Read read && !id.isBlank() ? deliveredBy(id, read) : inside;
    }

    private Reading read(JsonNode root, Payload payload) {
        if (root.has("detail-type") || root.has("alarmData")) return eventBridge.read(payload);
        if (root.has("specversion")) {
            return cloudEvents.read(new Payload(payload.source(), CLOUD_EVENT, payload.body(), Map.of()));
        }
        if (root.has("Type") || root.has("Records") || root.has("AlarmName")) return sns.read(payload);
        return new Reading.Unreadable(
                "it is no message of SNS, alarm of CloudWatch, event of EventBridge or CloudEvent");
    }

    private static Reading deliveredBy(String id, Reading.Read read) {
        List<Event> events = read.events().stream()
                .map(event -> event.deliveryId().isBlank() ? event.deliveredBy(id) : event)
                .toList();
        return new Reading.Read(events, read.unread(), read.settled());
    }
}
