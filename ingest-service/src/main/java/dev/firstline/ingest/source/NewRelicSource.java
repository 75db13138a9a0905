package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * New Relic's webhook: the default template of a workflow, and the layout of the legacy notification channels, which New Relic's
 * migration kept as a template. Both are the user's to change, so keys are read in any case.
 *
 * <p>Fingerprint: the issue's id, of the legacy layout the incident's; where there is none a hash over account, policy, condition,
 * targets and labels. Episode key: the same id, which never comes back. Order: {@code updatedAt} of a workflow; the legacy layout states none.
 * There is no delivery id.
 *
 * @see <a href="https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/#webhook">Webhook destination</a>
 * @see <a href="https://docs.newrelic.com/docs/alerts-applied-intelligence/new-relic-alerts/advanced-alerts/advanced-techniques/customize-your-webhook-payload/">
 *     legacy payload</a>
 */
@Singleton
public class NewRelicSource implements SourceAdapter {

    private static final Set<String> OPEN = Set.of("created", "activated", "open", "acknowledged");

    @Override
    public String type() {
        return "newrelic";
    }

    @Override
    public String identity() {
        return "the issue's id; of the legacy layout the incident's, and where there is neither a hash over account,"
                + " policy, condition, targets and labels";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> {
            Reasons reasons = new Reasons();
            tree.flaw().ifPresent(reasons::add);
            return read(new Fields(AnyCase.of(tree.root()), "", reasons));
        });
    }

    private static Reading read(Fields root) {
        Draft draft = new Draft(root.reasons());
        if (!identify(draft, root)) {
            return new Reading.Unreadable("no issue, incident, condition or target: no webhook of New Relic");
        }
        draft.status = status(root);
        times(draft, root);
        draft.severity(root.firstText("priority", "severity"));
        labels(draft, root);
        draft.entitle(
                root.firstText("title", "issuetitle"),
                first(root, "alertconditionnames", "conditionname"),
                root.text("details"));
        draft.description = root.firstText("message", "description", "details", "conditiondescription");
        draft.placeByLabels(draft.labels.getOrDefault("entity", ""));
        for (String key : List.of("issueurl", "issuepageurl", "incidenturl")) draft.link(Link.Kind.SOURCE, root, key);
        draft.link(Link.Kind.RUNBOOK, root, "runbookurl");
        draft.link(Link.Kind.OTHER, root, "violationcharturl");
        return new Reading.Read(List.of(draft.event()));
    }

    /** The legacy layout has one time, that of the state. */
    private static void times(Draft draft, Fields root) {
        boolean over = draft.status == EventStatus.RESOLVED;
        draft.orderBy(root.moment("updatedat"));
        Optional<Instant> stated = root.moment("timestamp");
        draft.startedTime = root.moment("createdat").or(() -> over ? Optional.empty() : stated);
        if (!over) return;
        draft.endedTime =
                root.moment("closedat").or(() -> root.moment("updatedat")).or(() -> stated);
    }

    private static boolean identify(Draft draft, Fields root) {
        String issue = root.firstWord("issueid", "id");
        String incident = root.word("incidentid");
        // The migrated template writes -1 where an issue has no incident's number.
        String id =
                !issue.isBlank() ? issue : incident.isBlank() || incident.equals("-1") ? "" : "incident/" + incident;
        if (!id.isEmpty()) {
            draft.fingerprint = id;
            draft.episode(id, true);
            return true;
        }
        String condition = Text.firstOf(root.word("conditionid"), first(root, "alertconditionnames", "conditionname"));
        String targets = String.join(
                ",",
                root.objects("targets").stream()
                        .map(target -> target.firstWord("id", "name"))
                        .sorted()
                        .toList());
        String[] known = {
            root.word("accountid"),
            first(root, "alertpolicynames", "policyname"),
            condition,
            targets,
            root.word("entityguid"),
            Fingerprint.ofLabels(telling(root))
        };
        draft.reasons.add(
                "no issue's or incident's id; a hash over account, policy, condition, targets and labels was used");
        draft.fingerprint = Fingerprint.of(known);
        return !(condition + targets + known[4]).isBlank();
    }

    private static Map<String, String> telling(Fields root) {
        Map<String, String> labels = new TreeMap<>(root.texts("labels"));
        for (Fields target : root.objects("targets")) {
            String of = target.firstWord("id", "name");
            target.pairs("labels").forEach((name, value) -> labels.put(of + "." + name, value));
        }
        return labels;
    }

    private static EventStatus status(Fields root) {
        String state = root.firstText("currentstate", "state", "status").toLowerCase(Locale.ROOT);
        if (state.equals("closed") || state.equals("resolved")) return EventStatus.RESOLVED;
        if (!OPEN.contains(state)) root.reasons().add("state says nothing known ('" + state + "'); firing was taken");
        return EventStatus.FIRING;
    }

    private static void labels(Draft draft, Fields root) {
        root.texts("labels").forEach(draft::label);
        draft.label("alertname", first(root, "alertconditionnames", "conditionname"));
        draft.label("policy", first(root, "alertpolicynames", "policyname"));
        draft.label("account_id", root.word("accountid"));
        draft.label("workflow", root.text("workflowname"));
        draft.label("condition_id", root.word("conditionid"));
        List<Fields> targets = root.objects("targets");
        // Several targets are one alert; only a single one's labels are the alert's.
        if (targets.size() == 1) {
            targets.getFirst().pairs("labels").forEach(draft::label);
            draft.label("entity", targets.getFirst().text("name"));
        }
        List<String> entities = root.words("impactedentities");
        draft.label("entity", entities.size() == 1 ? entities.getFirst() : root.text("entityname"));
        draft.label("entity_guid", root.text("entityguid"));
    }

    private static String first(Fields root, String list, String otherwise) {
        List<String> words = root.words(root.has(list) ? list : otherwise);
        return words.size() == 1 ? words.getFirst() : String.join(", ", words);
    }
}
