package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Amazon SNS: alarms of CloudWatch ({@link CloudWatchAlarm}), and anything else as an event of its own. Read are SNS' own envelope,
 * the records that Lambda gets, and an alarm alone ("raw message delivery"). Confirmations make no event.
 *
 * <p>Fingerprint: the alarm's ARN; of anything else the message's id, since nothing says which messages belong together, and two
 * alerts must not become one. Delivery id: {@code MessageId}, which SNS keeps when it repeats a delivery.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Message formats</a>
 */
@Singleton
public class SnsSource implements SourceAdapter {

    @Override
    public String type() {
        return "aws-sns";
    }

    @Override
    public String identity() {
        return "the alarm's ARN; of any other message its MessageId";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> {
            Fields root = Fields.root(tree);
            if (CloudWatchAlarm.isOne(root)) {
                return new Reading.Read(List.of(CloudWatchAlarm.read(root, new Draft(root.reasons()))));
            }
            EventList events = new EventList();
            List<Fields> records = root.allObjects("Records");
            for (Fields record : records) {
                if (!events.isFull()) envelope(record.object("Sns")).forEach(events::add);
            }
            if (records.isEmpty()) envelope(root).forEach(events::add);
            if (events.isEmpty() && isConfirmation(root)) return Reading.Read.nothing();
            boolean known = !records.isEmpty() || root.has("Type");
            return known ? events.reading() : new Reading.Unreadable("Type is missing: no message of SNS");
        });
    }

    /** {@code SubscriptionConfirmation} and {@code UnsubscribeConfirmation}: who verified the message has seen to it. */
    private static boolean isConfirmation(Fields envelope) {
        return envelope.text("Type").endsWith("Confirmation");
    }

    private static List<Event> envelope(Fields envelope) {
        if (!envelope.has("Message") || isConfirmation(envelope)) return List.of();
        Draft draft = new Draft(new Reasons());
        draft.deliveryId = envelope.word("MessageId");
        Fields attributes = envelope.object("MessageAttributes");
        attributes
                .names()
                .forEach(name -> draft.label(name, attributes.object(name).word("Value")));
        draft.label("topic", envelope.text("TopicArn"));
        draft.reasons.addAll(envelope.reasons().lines());
        String document = envelope.document("Message");
        if (Json.parse(document.getBytes(StandardCharsets.UTF_8)) instanceof Json.Parsed.Tree inner
                && inner.root().isObject()) {
            Fields alarm = new Fields(inner.root(), "Message", draft.reasons);
            if (CloudWatchAlarm.isOne(alarm)) return List.of(CloudWatchAlarm.read(alarm, draft));
        }
        return List.of(anything(envelope, draft));
    }

    private static Event anything(Fields envelope, Draft draft) {
        String message = envelope.text("Message");
        draft.fingerprint = "message/" + draft.deliveryId;
        if (draft.deliveryId.isBlank()) {
            draft.reasons.add("MessageId is missing; a hash over topic, attributes and message was used");
            draft.fingerprint = Fingerprint.of(message, Fingerprint.ofLabels(draft.labels));
        }
        draft.severity(draft.labels.getOrDefault("severity", ""));
        draft.startedTime = envelope.moment("Timestamp");
        draft.entitle(envelope.text("Subject"), Text.cut(message, 200));
        draft.description = message;
        draft.placeByLabels();
        draft.linkByLabels();
        draft.reasons.addAll(envelope.reasons().lines());
        return draft.event();
    }
}
