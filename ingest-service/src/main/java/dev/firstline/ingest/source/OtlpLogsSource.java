package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * OpenTelemetry's logs, as exporters and collectors send them over HTTP, in protobuf or JSON. A record is an alert where it is an error or
 * worse (or what the field {@code severity} says), where it holds an exception and no severity, or where it says so itself with
 * {@code alert.id} or {@code alert.state}; all others make no event.
 *
 * <p>Fingerprint: the attribute {@code alert.id}; else a hash over the attributes that the field {@code identity} names, else over
 * service, environment, workload, logger and the record's kind ({@link OtlpIdentity}). A log knows no end, unless {@code alert.state}
 * says so. Delivery id: {@code log.record.uid}. OTLP states neither episode nor order: records of many machines have many clocks.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
@Singleton
public class OtlpLogsSource implements SourceAdapter {

    /** Its type, by which the way in finds its sources. */
    public static final String TYPE = "otlp-logs";

    private static final String SEVERITY = "severity";
    private static final String IDENTITY = "identity";

    private final OtlpRecord.Rule rule;

    /** One for which nothing is configured. */
    public OtlpLogsSource() {
        this(new OtlpRecord.Rule(Severity.ERROR, List.of()));
    }

    private OtlpLogsSource(OtlpRecord.Rule rule) {
        this.rule = rule;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String identity() {
        return "the attribute alert.id; else a hash over service, environment, workload, logger and the record's kind";
    }

    @Override
    public SourceAdapter with(Map<String, String> fields) {
        Set<String> unknown = new TreeSet<>(fields.keySet());
        unknown.removeAll(Set.of(SEVERITY, IDENTITY));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(unknown + ": there is only severity (how bad a record has to be) and"
                    + " identity (the attributes that tell alerts apart, with commas)");
        }
        Severity least = Severity.parse(fields.getOrDefault(SEVERITY, "error"));
        if (least == Severity.UNSPECIFIED) {
            throw new IllegalArgumentException(
                    "severity: '" + fields.get(SEVERITY) + "' is none of info, warn, error, fatal");
        }
        List<String> identity = Arrays.stream(fields.getOrDefault(IDENTITY, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return new OtlpLogsSource(new OtlpRecord.Rule(least, identity));
    }

    @Override
    public Reading read(Payload payload) {
        if (!payload.mediaType().equals(OtlpProtobuf.MEDIA_TYPE)) return Json.readObject(payload, this::read);
        return switch (OtlpProtobuf.parse(payload.body())) {
            case Json.Parsed.Tree tree -> read(tree);
            case Json.Parsed.NotJson broken -> new Reading.Malformed(broken.reason());
            case Json.Parsed.BeyondLimits beyond -> new Reading.Unreadable(beyond.reason());
        };
    }

    private Reading read(Json.Parsed.Tree tree) {
        JsonNode resources = tree.root().path("resourceLogs");
        if (!resources.isArray() && !tree.root().isEmpty()) {
            return new Reading.Unreadable(
                    "resourceLogs is " + Fields.kind(resources) + ", not a list: no logs of OTLP");
        }
        Found found = new Found();
        Reasons flaw = new Reasons();
        tree.flaw().ifPresent(flaw::add);
        for (int i = 0; i < resources.size(); i++) {
            resource(resources.get(i), "resourceLogs[" + i + "]", flaw.lines(), found);
        }
        return found.reading();
    }

    /** What came out so far, of all records. */
    private static final class Found {

        private final EventList events = new EventList();
        private final Reasons unread = new Reasons();
        private int unreadCount;

        void add(JsonNode record, String path, OtlpRecord.Origin origin, OtlpRecord.Rule rule) {
            if (record.isObject()) OtlpRecord.read(record, path, origin, rule).ifPresent(events::add);
            else leaveOut(path + " is " + Fields.kind(record) + ", not an object");
        }

        void leaveOut(String why) {
            unread.add(why);
            unreadCount++;
        }

        Reading reading() {
            if (unreadCount > 0) events.add(UnreadPart.event(unreadCount, unread));
            // Most records are no alerts, and nobody wants them kept.
            return events.isEmpty() && !events.isFull() ? Reading.Read.nothing() : events.reading(unreadCount);
        }
    }

    private void resource(JsonNode node, String path, List<String> flaw, Found found) {
        Reasons reasons = new Reasons();
        reasons.addAll(flaw);
        Map<String, String> attributes =
                OtlpValues.attributes(node.path("resource").path("attributes"), path + ".resource.attributes", reasons);
        JsonNode scopes = node.path("scopeLogs");
        if (!scopes.isArray() && !scopes.isMissingNode()) found.leaveOut(path + ".scopeLogs is no list");
        for (int i = 0; i < scopes.size(); i++) {
            JsonNode scope = scopes.get(i);
            String here = path + ".scopeLogs[" + i + "]";
            String logger = new Fields(scope.path("scope"), here + ".scope", reasons).text("name");
            OtlpRecord.Origin origin = new OtlpRecord.Origin(attributes, logger, reasons.lines());
            JsonNode records = scope.path("logRecords");
            if (!records.isArray() && !records.isMissingNode()) found.leaveOut(here + ".logRecords is no list");
            for (int j = 0; j < records.size(); j++) {
                found.add(records.get(j), here + ".logRecords[" + j + "]", origin, rule);
            }
        }
    }
}
