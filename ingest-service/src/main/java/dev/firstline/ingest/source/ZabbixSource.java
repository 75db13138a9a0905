package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Zabbix, by the webhook media type whose parameters and script docs/sources.md has. Macros that Zabbix left as they are count as
 * missing.
 *
 * <p>Fingerprint: a hash over the trigger's id and the event's tags, since one trigger may hold several problems that differ by tags;
 * of what no trigger began (services, internal events) the event's id. Episode key: the id of the problem's event, which its recovery
 * names too and which never comes back. Order: the id of the event, of a recovery its own; they are counted up, whatever the clocks of
 * hosts say. There is no delivery id.
 *
 * @see <a href="https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook">Webhook media types</a>
 * @see <a href="https://www.zabbix.com/documentation/current/en/manual/appendix/macros/supported_by_location">Macros</a>
 */
@Singleton
public class ZabbixSource implements SourceAdapter {

    private static final Pattern UNREPLACED = Pattern.compile("\\{\\$?[A-Z][A-Z0-9_.]*(:[^}]*)?}|\\*UNKNOWN\\*");

    /** Zabbix knows them once a problem has ended. */
    private static final List<String> OF_RECOVERY = List.of("recovery_id", "recovery_timestamp");

    private static final List<String> LABELS = List.of("host", "host_name", "host_ip", "host_groups", "trigger_id");

    /** Said, or not said at all. */
    private static final List<String> OF_TRIGGER = List.of("0", "");

    /** Names can be changed, numbers can't: not classified, information, warning, average, high, disaster. */
    private static final Map<String, Severity> SEVERITIES = Map.of(
            "1", Severity.INFO,
            "2", Severity.WARNING,
            "3", Severity.WARNING,
            "4", Severity.ERROR,
            "5", Severity.CRITICAL);

    @Override
    public String type() {
        return "zabbix";
    }

    @Override
    public String identity() {
        return "a hash over the trigger's id and the event's tags; of services and internal events the event's id";
    }

    @Override
    public Reading read(Payload payload) {
        return Json.readObject(payload, tree -> {
            Reasons reasons = new Reasons();
            tree.flaw().ifPresent(reasons::add);
            return read(new Fields(replaced(tree.root(), reasons), "", reasons));
        });
    }

    private static Reading read(Fields root) {
        String id = root.word("event_id");
        if (id.isBlank()) return new Reading.Unreadable("event_id is missing: nobody knows which problem");
        Draft draft = new Draft(root.reasons());
        Map<String, String> tags = tags(root);
        String trigger = root.word("trigger_id");
        boolean ofTrigger = !trigger.isBlank() && OF_TRIGGER.contains(root.word("event_source"));
        draft.fingerprint = ofTrigger ? Fingerprint.of("trigger", trigger, Fingerprint.ofLabels(tags)) : "event/" + id;
        draft.episode(id, true);
        draft.status = status(root);
        boolean over = draft.status == EventStatus.RESOLVED;
        draft.sourceOrder = root.number(over ? "recovery_id" : "event_id");
        draft.startedTime = root.moment("event_timestamp");
        if (over) draft.endedTime = root.moment("recovery_timestamp");
        severity(draft, root);
        tags.forEach(draft::label);
        for (String name : LABELS) draft.label(name, root.word(name));
        draft.entitle(root.text("event_name"));
        String data = root.text("event_opdata");
        String description = root.text("trigger_description");
        draft.description = data.isBlank() || description.isBlank() ? data + description : data + "\n" + description;
        draft.placeByLabels();
        draft.linkByLabels();
        if (ofTrigger) link(draft, root.text("zabbix_url"), trigger, id);
        return new Reading.Read(List.of(draft.event()));
    }

    private static void severity(Draft draft, Fields root) {
        String number = root.word("event_nseverity");
        draft.severity(root.text("event_severity"));
        if (!number.isBlank()) draft.severity = SEVERITIES.getOrDefault(number, Severity.UNSPECIFIED);
    }

    private static EventStatus status(Fields root) {
        String value = root.word("event_value");
        if (!value.equals("0") && !value.equals("1")) {
            root.reasons().add("event_value says nothing known ('" + value + "'); firing was taken");
        }
        return value.equals("0") ? EventStatus.RESOLVED : EventStatus.FIRING;
    }

    /** Several values of one tag are one text. */
    private static Map<String, String> tags(Fields root) {
        Map<String, String> tags = new TreeMap<>();
        String text = root.document("event_tags");
        if (text.isBlank()) return tags;
        if (!(Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Parsed.Tree tree)
                || !tree.root().isArray()) {
            root.reasons().add("event_tags is no list in JSON; it was left out");
            return tags;
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.set("event_tags", tree.root());
        for (Fields tag : new Fields(list, "", root.reasons()).objects("event_tags")) {
            String name = tag.word("tag");
            String value = Text.firstOf(tag.word("value"), "true");
            if (!name.isBlank()) tags.merge(name, value, (one, other) -> one + "," + other);
        }
        return tags;
    }

    private static void link(Draft draft, String zabbix, String trigger, String event) {
        if (zabbix.isBlank()) return;
        String base = zabbix.endsWith("/") ? zabbix.substring(0, zabbix.length() - 1) : zabbix;
        draft.link(Link.Kind.SOURCE, "zabbix_url", base + "/tr_events.php?triggerid=" + trigger + "&eventid=" + event);
    }

    private static ObjectNode replaced(JsonNode root, Reasons reasons) {
        ObjectNode known = ((ObjectNode) root).deepCopy();
        boolean over = root.path("event_value").asText().equals("0");
        for (var entry : root.properties()) {
            String value =
                    entry.getValue().isTextual() ? entry.getValue().textValue().strip() : "";
            if (!UNREPLACED.matcher(value).matches()) continue;
            known.remove(entry.getKey());
            if (over || !OF_RECOVERY.contains(entry.getKey())) {
                String name = Text.clean(entry.getKey(), "a key", reasons);
                reasons.add(name + " is a macro that Zabbix did not replace; it was left out");
            }
        }
        return known;
    }
}
