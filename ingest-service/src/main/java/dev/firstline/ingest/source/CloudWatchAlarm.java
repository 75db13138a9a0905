package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An alarm of CloudWatch on one metric, an expression or other alarms, as it is published to SNS.
 *
 * <p>Fingerprint: the alarm's ARN, else a hash over account, region and name. Order: {@code StateChangeTime}. {@code OK} ends it;
 * {@code INSUFFICIENT_DATA} fires as a warning: something that should be measured is not. CloudWatch knows no severity; a message
 * attribute of that name is taken.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html">Alarm actions</a>
 */
final class CloudWatchAlarm {

    private static final Pattern ARN =
            Pattern.compile("arn:(?<partition>aws[a-z-]*):cloudwatch:(?<region>[^:]+):(?<account>[^:]*):alarm:.+");

    private static final Set<String> STATES = Set.of("OK", "ALARM", "INSUFFICIENT_DATA");

    private CloudWatchAlarm() {}

    static boolean isOne(Fields message) {
        return message.has("AlarmName") && message.has("NewStateValue");
    }

    static Event read(Fields alarm, Draft draft) {
        String name = alarm.text("AlarmName");
        String arn = alarm.text("AlarmArn");
        become(draft, alarm, "NewStateValue", alarm.moment("StateChangeTime"));
        draft.label("alertname", name);
        place(draft, alarm, arn, name);
        draft.fingerprint =
                arn.isBlank() ? Fingerprint.of(alarm.word("AWSAccountId"), alarm.text("Region"), name) : arn;
        if (arn.isBlank()) draft.reasons.add("AlarmArn is missing; a hash over account, region and name was used");
        String severity = draft.labels.getOrDefault("severity", "");
        if (draft.severity == Severity.UNSPECIFIED) draft.severity(severity);
        draft.entitle(name);
        String description = alarm.text("AlarmDescription");
        String reason = alarm.text("NewStateReason");
        draft.description = description.isBlank() ? reason : description + "\n" + reason;
        draft.placeByLabels(draft.labels.getOrDefault("ServiceName", ""));
        draft.linkByLabels();
        return draft.event();
    }

    /** Takes over the state under a key, and since when the alarm is in it. */
    static void become(Draft draft, Fields alarm, String key, Optional<Instant> changed) {
        String state = alarm.text(key);
        draft.status = state.equals("OK") ? EventStatus.RESOLVED : EventStatus.FIRING;
        if (!STATES.contains(state)) {
            draft.reasons.add(alarm.at(key) + " says nothing known ('" + state + "'); firing was taken");
        }
        draft.orderBy(changed);
        if (draft.status == EventStatus.FIRING) draft.startedTime = changed;
        else draft.endedTime = changed;
        draft.label("state", state);
        if (state.equals("INSUFFICIENT_DATA")) draft.severity = Severity.WARNING;
    }

    /** Takes over what an alarm's ARN tells: region, account and, with its name, its page. */
    static void locate(Draft draft, String arn, String name) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) return;
        String region = matcher.group("region");
        draft.label("region", region);
        draft.label("account_id", matcher.group("account"));
        if (matcher.group("partition").equals("aws")) draft.link(Link.Kind.SOURCE, "AlarmArn", console(region, name));
    }

    private static void place(Draft draft, Fields alarm, String arn, String name) {
        locate(draft, arn, name);
        draft.label("region", alarm.text("Region"));
        draft.label("account_id", alarm.word("AWSAccountId"));
        Fields trigger = alarm.object("Trigger");
        metric(draft, trigger);
        List<Fields> metrics = trigger.objects("Metrics").stream()
                .map(metric -> metric.object("MetricStat").object("Metric"))
                .filter(metric -> metric.has("MetricName"))
                .toList();
        // An expression over several metrics concerns no single one's dimensions.
        if (metrics.size() == 1) metric(draft, metrics.getFirst());
    }

    /** The metric's namespace is no namespace of Kubernetes, so its label has another name. */
    private static void metric(Draft draft, Fields metric) {
        draft.label("metric", metric.text("MetricName"));
        draft.label("metric_namespace", metric.text("Namespace"));
        metric.pairs("Dimensions").forEach(draft::label);
    }

    private static String console(String region, String name) {
        return "https://" + region + ".console.aws.amazon.com/cloudwatch/home?region=" + region + "#alarmsV2:alarm/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
