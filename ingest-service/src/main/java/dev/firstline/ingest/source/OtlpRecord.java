package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One record of a log.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/logs/data-model/">Logs data model</a>
 */
final class OtlpRecord {

    /** What a record says about an alert of its own making. */
    private static final String ID = "alert.id";

    private static final String STATE = "alert.state";

    /** Of a record that may be told twice, its id. */
    private static final String UID = "log.record.uid";

    private static final String STACK = "exception.stacktrace";
    private static final int MAX_DESCRIPTION = 20_000;
    private static final long NANOS = 1_000_000_000;

    /** Four numbers each for trace, debug, info, warn, error and fatal. */
    private static final String[] RANGES = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};

    /**
     * Which records are alerts.
     *
     * @param least how bad a record has to be
     * @param identity the attributes that tell alerts apart; empty for {@link OtlpIdentity}'s own choice
     */
    record Rule(Severity least, List<String> identity) {}

    /**
     * Where records come from.
     *
     * @param resource its attributes
     * @param logger the name of the instrumentation scope; empty where there is none
     * @param reasons what of it could not be read
     */
    record Origin(Map<String, String> resource, String logger, List<String> reasons) {}

    private final Fields fields;
    private final JsonNode node;
    private final String path;
    private final Draft draft;

    private OtlpRecord(JsonNode node, String path, Origin origin) {
        this.node = node;
        this.path = path;
        this.draft = new Draft(new Reasons());
        this.fields = new Fields(node, path, draft.reasons);
        draft.reasons.addAll(origin.reasons());
    }

    /**
     * Reads a record, which is an object.
     *
     * @return empty where it is no alert
     */
    static Optional<Event> read(JsonNode node, String path, Origin origin, Rule rule) {
        return new OtlpRecord(node, path, origin).read(origin, rule);
    }

    private Optional<Event> read(Origin origin, Rule rule) {
        Map<String, String> said = OtlpValues.attributes(node.path("attributes"), path + ".attributes", draft.reasons);
        severity();
        boolean bad = draft.severity.compareTo(rule.least()) >= 0;
        boolean fault = draft.severity == Severity.UNSPECIFIED && said.containsKey("exception.type");
        if (!bad && !fault && !said.containsKey(ID) && !said.containsKey(STATE)) return Optional.empty();
        String stack = said.getOrDefault(STACK, "");
        said.forEach((name, value) -> draft.label(name, name.equals(STACK) ? "" : value));
        origin.resource().forEach(draft::label);
        draft.label("logger", origin.logger());
        for (String id : List.of("traceId", "spanId")) {
            draft.label(id.replace("Id", "_id"), fields.word(id));
        }
        state(said);
        draft.placeByLabels();
        describe(stack);
        identify(said, origin, rule);
        return Optional.of(draft.event());
    }

    private void severity() {
        String number = fields.word("severityNumber").strip().replace("SEVERITY_NUMBER_", "");
        String text = fields.text("severityText");
        String range = range(number);
        draft.severity(Text.firstOf(text, range.toLowerCase(Locale.ROOT)));
        if (!range.isEmpty()) {
            draft.severity = switch (range) {
                case "FATAL" -> Severity.CRITICAL;
                case "ERROR" -> Severity.ERROR;
                case "WARN" -> Severity.WARNING;
                default -> Severity.INFO;
            };
        }
    }

    /** ERROR of 17, and of ERROR2; empty for 0, and for what is beyond. */
    private static String range(String number) {
        for (int i = 0; i < RANGES.length; i++) {
            if (number.matches(RANGES[i] + "[234]?")) return RANGES[i];
        }
        if (!number.matches("\\d{1,2}(\\.0)?")) return "";
        int one = (int) Double.parseDouble(number);
        return one < 1 || one > 4 * RANGES.length ? "" : RANGES[(one - 1) / 4];
    }

    private void state(Map<String, String> said) {
        String word = said.getOrDefault(STATE, "");
        Optional<EventStatus> state = EventStatus.parse(word);
        if (state.isEmpty() && !word.isBlank()) {
            draft.reasons.add(path + "." + STATE + " says nothing known ('" + word + "'); firing was taken");
        }
        draft.status = state.orElse(EventStatus.FIRING);
        Optional<Instant> time = time("timeUnixNano").or(() -> time("observedTimeUnixNano"));
        if (draft.status == EventStatus.FIRING) draft.startedTime = time;
        else draft.endedTime = time;
    }

    /** Nanoseconds since 1970, in quotes or not; zero means none. */
    private Optional<Instant> time(String key) {
        String digits = fields.word(key).strip();
        if (digits.isEmpty()) return Optional.empty();
        try {
            long nanos = Long.parseLong(digits);
            return nanos <= 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS));
        } catch (NumberFormatException none) {
            draft.reasons.add(path + "." + key + " is no number of nanoseconds: " + digits);
            return Optional.empty();
        }
    }

    private void describe(String stack) {
        String message = message();
        String fault = (draft.labels.getOrDefault("exception.type", "") + ": "
                        + draft.labels.getOrDefault("exception.message", ""))
                .replaceAll("^: |: $", "");
        int end = message.indexOf('\n');
        draft.title = Text.firstOf(end < 0 ? message : message.substring(0, end), fault, fields.text("eventName"));
        if (draft.title.isBlank()) draft.title = "A record of " + Text.firstOf(draft.service, "nobody named");
        if (Text.isUnexpanded(draft.title)) draft.reasons.add("the title holds a variable that was not replaced");
        draft.description = draft.reasons.cut(
                path + ", message and stack trace,",
                (message + "\n" + (stack.isBlank() ? fault : stack)).strip(),
                MAX_DESCRIPTION);
        draft.linkByLabels();
        draft.link(Link.Kind.SOURCE, path + ".attributes.alert.url", draft.labels.getOrDefault("alert.url", ""));
    }

    /** A body with fields is known by its message. */
    private String message() {
        JsonNode body = OtlpValues.plain(node.path("body"));
        for (String key : List.of("message", "msg")) {
            if (body.path(key).isTextual()) {
                return Text.clean(body.path(key).textValue(), path + ".body", draft.reasons)
                        .strip();
            }
        }
        return OtlpValues.text(node, "body", path + ".body", draft.reasons).strip();
    }

    private void identify(Map<String, String> said, Origin origin, Rule rule) {
        draft.deliveryId = said.getOrDefault(UID, "").strip();
        String id = said.getOrDefault(ID, "").strip();
        if (!id.isEmpty()) {
            draft.fingerprint = id;
        } else if (!rule.identity().isEmpty()) {
            Map<String, String> labels = new HashMap<>(draft.labels);
            draft.fingerprint = OtlpIdentity.of(rule.identity(), labels);
        } else {
            String event = Text.firstOf(fields.text("eventName"), said.get("event.name"));
            draft.fingerprint = OtlpIdentity.of(draft, origin.logger(), event, message());
        }
    }
}
