package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Amazon EventBridge, as an API destination or a Lambda function posts it: alarms of CloudWatch ({@link CloudWatchState}), also in the
 * form that CloudWatch itself hands to Lambda, and anything else as an event of its own. Alarms that are made or changed make no event.
 *
 * <p>Fingerprint: the alarm's ARN; of anything else the event's id, since nothing says which events belong together, and two alerts
 * must not become one. Delivery id: the event's id, which EventBridge keeps when it repeats a delivery.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html">Event structure</a>
 */
@Singleton
public class EventBridgeSource implements SourceAdapter {

    private static final String CLOUDWATCH = "CloudWatch Alarm ";
    private static final int MAX_DETAIL = 20_000;

    @Override
    public String type() {
        return "aws-eventbridge";
    }

    @Override
    public String identity() {
        return "the alarm's ARN, with the contributor's id where an alarm over many time series names one; of any"
                + " other event its id";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> {
            Fields root = Fields.root(tree);
            Draft draft = new Draft(root.reasons());
            if (root.has("alarmData")) return alarm(root.object("alarmData"), root.text("alarmArn"), root, draft);
            if (!root.has("detail-type")) {
                return new Reading.Unreadable(
                        "neither detail-type nor alarmData is there: no event of EventBridge, no alarm for Lambda");
            }
            draft.deliveryId = root.word("id");
            boolean ofAlarm = root.text("detail-type").startsWith(CLOUDWATCH) && root.isObject("detail");
            if (!ofAlarm) return read(anything(root, tree.root().path("detail"), draft));
            List<String> resources = root.words("resources");
            return alarm(root.object("detail"), resources.isEmpty() ? "" : resources.getFirst(), root, draft);
        });
    }

    private static Reading alarm(Fields alarm, String arn, Fields root, Draft draft) {
        String identity = arn;
        if (arn.isBlank()) {
            String account = root.firstWord("account", "accountId");
            draft.label("region", root.text("region"));
            draft.label("account_id", account);
            draft.reasons.add("the alarm's ARN is missing; a hash over account, region and name was used");
            identity = Fingerprint.of(account, root.text("region"), alarm.text("alarmName"));
        }
        String operation = alarm.text("operation");
        if (operation.equals("delete")) {
            return read(CloudWatchState.deleted(alarm, identity, root.moment("time"), draft));
        }
        return operation.isBlank()
                ? read(CloudWatchState.changed(alarm, identity, draft))
                : new Reading.Read(List.of());
    }

    private static Event anything(Fields root, JsonNode detail, Draft draft) {
        String kind = root.text("detail-type");
        draft.label("event_source", root.text("source"));
        draft.label("event_type", kind);
        draft.label("region", root.text("region"));
        draft.label("account_id", root.word("account"));
        draft.label("aws_resource", String.join(",", root.words("resources")));
        Fields said = root.object("detail");
        draft.label("instance_id", said.firstWord("instance-id", "instance_id"));
        // AWS names its own products there.
        boolean ofAws = root.text("source").startsWith("aws.");
        for (String name : List.of("service", "environment")) draft.label(name, ofAws ? "" : said.text(name));
        String text = detail.isMissingNode() ? "" : Text.clean(detail.toString(), "detail", draft.reasons);
        draft.fingerprint = "event/" + draft.deliveryId;
        if (draft.deliveryId.isBlank()) {
            draft.reasons.add(
                    "id is missing; a hash over source, detail-type, account, region, resources and detail was used");
            draft.fingerprint = Fingerprint.of(Fingerprint.ofLabels(draft.labels), text);
        }
        draft.severity(said.firstWord("severity"));
        draft.startedTime = root.moment("time");
        draft.entitle(said.firstText("title", "message"), kind);
        draft.description = draft.reasons.cut("detail", text, MAX_DETAIL);
        draft.placeByLabels();
        draft.linkByLabels();
        return draft.event();
    }

    private static Reading read(Event event) {
        return new Reading.Read(List.of(event));
    }
}
