package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An alarm of CloudWatch as EventBridge and Lambda get it.
 *
 * <p>Fingerprint: the alarm's ARN, as of {@link CloudWatchAlarm}; of a contributor, which is one time series of an alarm over many, the
 * ARN with the contributor's id. Order: the state's timestamp. Whoever deletes an alarm ends it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">Alarm events</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html">Lambda</a>
 */
final class CloudWatchState {

    private CloudWatchState() {}

    /** A change of state. */
    static Event changed(Fields alarm, String arn, Draft draft) {
        Fields state = alarm.object("state");
        CloudWatchAlarm.become(draft, state, "value", state.moment("timestamp"));
        draft.label("actions_suppressed_by", state.text("actionsSuppressedBy"));
        return event(alarm, arn, state.text("reason"), draft);
    }

    /**
     * The end of an alarm that was deleted.
     *
     * @param time when, in whole seconds: its last change of state may have been later in the same one
     */
    static Event deleted(Fields alarm, String arn, Optional<Instant> time, Draft draft) {
        draft.status = EventStatus.RESOLVED;
        draft.endedTime = time;
        Optional<Instant> lastChange = alarm.object("state").moment("timestamp");
        draft.orderBy(Stream.of(time, lastChange).flatMap(Optional::stream).max(Instant::compareTo));
        return event(alarm, arn, "The alarm was deleted.", draft);
    }

    private static Event event(Fields alarm, String arn, String reason, Draft draft) {
        String name = alarm.text("alarmName");
        draft.label("alertname", name);
        CloudWatchAlarm.locate(draft, arn, name);
        Fields configuration = alarm.object("configuration");
        metric(draft, configuration);
        Fields contributor = alarm.object("alarmContributor");
        contributor.texts("attributes").forEach(draft::label);
        String series = contributor.word("id");
        draft.fingerprint = series.isBlank() ? arn : arn + "#" + series;
        draft.entitle(series.isBlank() ? name : name + ": " + named(contributor));
        String description = configuration.text("description");
        draft.description = description.isBlank() ? reason : description + "\n" + reason;
        draft.placeByLabels(draft.labels.getOrDefault("ServiceName", ""));
        draft.linkByLabels();
        return draft.event();
    }

    private static String named(Fields contributor) {
        return Text.firstOf(String.join(", ", contributor.texts("attributes").values()), contributor.word("id"));
    }

    /** An expression over several metrics concerns no single one's dimensions. */
    private static void metric(Draft draft, Fields configuration) {
        List<Fields> metrics = configuration.objects("metrics").stream()
                .map(metric -> metric.object("metricStat").object("metric"))
                .filter(metric -> metric.has("name"))
                .toList();
        if (metrics.size() != 1) return;
        Fields metric = metrics.getFirst();
        draft.label("metric", metric.text("name"));
        draft.label("metric_namespace", metric.text("namespace"));
        metric.pairs("dimensions").forEach(draft::label);
    }
}
