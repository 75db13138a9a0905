package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Azure Monitor's common alert schema.
 *
 * <p>Fingerprint: a hash over the rule, its targets and dimensions (of managed Prometheus the labels), which {@code Fired} and
 * {@code Resolved} share; of the activity log {@code alertId}. Episode key: {@code alertId}, else {@code originAlertId}, which never comes
 * back. Azure states no order and no delivery id.
 *
 * @see <a href="https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-common-schema">Common alert schema</a>
 */
@Singleton
public class AzureMonitorSource implements SourceAdapter {

    private static final Pattern TARGET = Pattern.compile(
            "(?i)/subscriptions/(?<subscription>[^/]+)(/resourcegroups/(?<group>[^/]+))?(/providers/(?<type>[^/]+/[^/]+)/(?<name>[^/]+).*)?");

    /** Sev0 is the worst. */
    private static final Map<String, Severity> SEVERITIES = Map.of(
            "sev0", Severity.CRITICAL,
            "sev1", Severity.ERROR,
            "sev2", Severity.WARNING,
            "sev3", Severity.INFO,
            "sev4", Severity.INFO);

    @Override
    public String type() {
        return "azure-monitor";
    }

    @Override
    public String identity() {
        return "a hash over the rule, its targets and dimensions, which Fired and Resolved share; of the activity log"
                + " alertId";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> read(Fields.root(tree)));
    }

    private static Reading read(Fields root) {
        Fields data = root.object("data");
        if (!data.has("essentials")) {
            return new Reading.Unreadable(
                    "data.essentials is missing: enable the common alert schema in the action group");
        }
        Fields essentials = data.object("essentials");
        Draft draft = new Draft(root.reasons());
        Fields context = data.object("alertContext");
        if (!identify(draft, essentials, context))
            return new Reading.Unreadable("data.essentials has no alertId and no alertRule");
        draft.status = status(essentials);
        draft.startedTime = essentials.moment("firedDateTime");
        boolean over = draft.status == EventStatus.RESOLVED;
        draft.endedTime = over ? essentials.moment("resolvedDateTime") : Optional.empty();
        String severity = essentials.text("severity");
        draft.severity(severity);
        draft.severity = SEVERITIES.getOrDefault(severity.toLowerCase(Locale.ROOT), Severity.UNSPECIFIED);
        labels(draft, data, essentials, context);
        Fields annotations = context.object("annotations");
        draft.entitle(essentials.text("alertRule"), annotations.text("summary"));
        draft.description = Text.firstOf(
                essentials.text("description"), annotations.firstText("description", "summary", "message"));
        draft.placeByLabels();
        draft.linkByLabels();
        draft.link(Link.Kind.SOURCE, essentials, "investigationLink");
        draft.link(Link.Kind.RUNBOOK, annotations, "runbook_url");
        for (Fields condition : context.object("condition").objects("allOf")) {
            draft.link(Link.Kind.OTHER, condition, "linkToSearchResultsUI");
        }
        return new Reading.Read(List.of(draft.event()));
    }

    /**
     * Each firing has an id of its own, so that what was decided about one would never pass to the next. A rule on the activity log tells of
     * something else each time, and never that it is over.
     */
    private static boolean identify(Draft draft, Fields essentials, Fields context) {
        String id = essentials.firstText("alertId", "originAlertId");
        draft.episode(id, true);
        String rule = Text.firstOf(essentials.text("alertRuleID"), essentials.text("alertRule"));
        boolean ofLog = essentials.text("signalType").equalsIgnoreCase("Activity Log");
        if (!id.isBlank() && (ofLog || rule.isBlank())) {
            if (rule.isBlank()) draft.reasons.add("alertRuleID and alertRule are missing; alertId was used");
            draft.fingerprint = id;
            return true;
        }
        String targets = String.join(
                ",", essentials.words("alertTargetIDs").stream().sorted().toList());
        draft.fingerprint = Fingerprint.of(
                rule.toLowerCase(Locale.ROOT),
                targets.toLowerCase(Locale.ROOT),
                Fingerprint.ofLabels(dimensions(context)));
        return !rule.isBlank();
    }

    /** What tells the series of one rule apart: dimensions, and the labels of managed Prometheus. */
    private static Map<String, String> dimensions(Fields context) {
        Map<String, String> dimensions = new TreeMap<>(context.texts("labels"));
        for (Fields condition : context.object("condition").objects("allOf")) {
            String metric = condition.text("metricName");
            condition
                    .pairs("dimensions")
                    .forEach((name, value) ->
                            dimensions.merge(metric + "." + name, value, (one, other) -> one + "," + other));
        }
        return dimensions;
    }

    private static EventStatus status(Fields essentials) {
        String condition = essentials.text("monitorCondition");
        if (condition.equalsIgnoreCase("Resolved")) return EventStatus.RESOLVED;
        if (!condition.equalsIgnoreCase("Fired")) {
            essentials.reasons().add("monitorCondition says nothing known ('" + condition + "'); firing was taken");
        }
        return EventStatus.FIRING;
    }

    private static void labels(Draft draft, Fields data, Fields essentials, Fields context) {
        data.texts("customProperties").forEach(draft::label);
        context.texts("labels").forEach(draft::label);
        draft.label("alertname", essentials.text("alertRule"));
        draft.label("signal_type", essentials.text("signalType"));
        draft.label("monitoring_service", essentials.text("monitoringService"));
        List<String> targets = essentials.words("alertTargetIDs");
        if (!targets.isEmpty()) target(draft, targets.getFirst());
        for (Fields condition : context.object("condition").objects("allOf")) {
            draft.label("metric", condition.text("metricName"));
            condition.pairs("dimensions").forEach(draft::label);
        }
    }

    private static void target(Draft draft, String target) {
        draft.label("target", target);
        Matcher matcher = TARGET.matcher(target);
        if (!matcher.matches()) return;
        draft.label("subscription", Text.firstOf(matcher.group("subscription")));
        draft.label("resource_group", Text.firstOf(matcher.group("group")));
        draft.label("resource_type", Text.firstOf(matcher.group("type")));
        draft.label("resource_name", Text.firstOf(matcher.group("name")));
    }
}
