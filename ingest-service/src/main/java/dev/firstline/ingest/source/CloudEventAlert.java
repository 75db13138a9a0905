package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One CloudEvent as an alert.
 *
 * <ul>
 *   <li>delivery id: {@code source} and {@code id}, which are unique together
 *   <li>fingerprint: {@code data.fingerprint}, else a hash over {@code source}, {@code type} without a status at its end,
 *       {@code subject}, {@code data.labels} and the extensions, but those that are of one message only
 *   <li>status: {@code data.status}, else the last part of {@code type} ("com.example.disk.resolved"), else firing
 *   <li>order: {@code data.source_order}, else the extension {@code sequence} where {@code sequencetype} is Integer
 *   <li>title, description, severity, service, environment, labels, started_time, ended_time, episode_key, occurrences,
 *       runbook_url, dashboard_url, source_url, silence_url and resource: of the same name in {@code data}; camelCase is read too
 *   <li>labels {@code ce_type}, {@code ce_source}, {@code ce_subject} and one for each extension are added
 * </ul>
 */
final class CloudEventAlert {

    private static final String VERSION = "1.0";
    private static final Set<String> NO_LABELS = Set.of(
            "specversion",
            "id",
            "time",
            "data",
            "data_base64",
            "datacontenttype",
            "dataschema",
            "traceparent",
            "tracestate");

    /**
     * What is of one message, or changes while an alert fires.
     *
     * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/README.md">Documented extensions</a>
     */
    private static final Set<String> OF_ONE_MESSAGE = Set.of(
            "type",
            "source",
            "subject",
            "sequence",
            "sequencetype",
            "sampledrate",
            "recordedtime",
            "expirytime",
            "dataref",
            "correlationid",
            "causationid",
            "severitytext",
            "severitynumber");

    private final Fields envelope;
    private final Fields data;
    private final Draft draft;

    private CloudEventAlert(JsonNode node, String path, Reasons reasons) {
        this.draft = new Draft(reasons);
        this.envelope = new Fields(node, path, reasons);
        this.data = new Fields(data(node, reasons), envelope.at("data"), reasons);
    }

    static Event read(JsonNode node, String path, Reasons reasons) {
        return new CloudEventAlert(node, path, reasons).read(node);
    }

    private Event read(JsonNode node) {
        String version = envelope.text("specversion");
        if (!version.equals(VERSION)) {
            draft.reasons.add(envelope.at("specversion") + " is '" + version + "'; '1.0' is understood");
        }
        identity(node);
        times();
        draft.labels = labels(node);
        draft.severity = Severity.parse(draft.labels.getOrDefault("severity", ""));
        draft.description = data.firstText("description", "message");
        draft.entitle(data.firstText("title", "summary", "name"), title());
        draft.occurrences = data.number("occurrences");
        place();
        link(Link.Kind.RUNBOOK, "runbook_url", "runbookUrl");
        link(Link.Kind.DASHBOARD, "dashboard_url", "dashboardUrl");
        link(Link.Kind.SOURCE, "source_url", "sourceUrl");
        link(Link.Kind.SILENCE, "silence_url", "silenceUrl");
        return draft.event();
    }

    private void identity(JsonNode node) {
        String id = envelope.text("id");
        if (id.isBlank())
            draft.reasons.add(envelope.at("id") + " is missing: a redelivery can't be told from a repeat");
        else draft.deliveryId = envelope.text("source") + "#" + id;
        String type = envelope.text("type");
        draft.status = status(type);
        String own = data.text("fingerprint");
        draft.fingerprint = own.isBlank()
                ? Fingerprint.of(
                        envelope.text("source"),
                        withoutStatus(type),
                        envelope.text("subject"),
                        Fingerprint.ofLabels(telling(node)))
                : own;
        draft.episode = new Event.Episode(data.firstText("episode_key", "episodeKey"), false);
        draft.sourceOrder = order();
    }

    private EventStatus status(String type) {
        String word = data.text("status");
        Optional<EventStatus> said = EventStatus.parse(word);
        if (said.isPresent()) return said.get();
        if (!word.isBlank()) draft.reasons.add(data.at("status") + " says nothing known: " + word);
        return EventStatus.parse(lastPart(type)).orElse(EventStatus.FIRING);
    }

    private OptionalLong order() {
        OptionalLong said = data.number(data.has("source_order") ? "source_order" : "sourceOrder");
        if (said.isPresent()) return said;
        boolean counts =
                envelope.has("sequence") && envelope.text("sequencetype").equalsIgnoreCase("Integer");
        return counts ? envelope.number("sequence") : OptionalLong.empty();
    }

    private void times() {
        Optional<Instant> sent = envelope.time("time");
        Optional<Instant> started = time("started_time", "startedTime");
        Optional<Instant> ended = time("ended_time", "endedTime");
        boolean firing = draft.status == EventStatus.FIRING;
        draft.startedTime = started.isPresent() || !firing ? started : sent;
        if (!firing) draft.endedTime = ended.isPresent() ? ended : sent;
    }

    private Optional<Instant> time(String name, String otherwise) {
        return data.time(data.has(name) ? name : otherwise);
    }

    /** What tells alerts of one subject apart. */
    private Map<String, String> telling(JsonNode node) {
        Map<String, String> telling = new LinkedHashMap<>();
        for (var attribute : node.properties()) {
            String name = attribute.getKey();
            boolean tells = attribute.getValue().isValueNode() && !NO_LABELS.contains(name);
            if (tells && !OF_ONE_MESSAGE.contains(name)) telling.put("ce_" + name, envelope.word(name));
        }
        data.texts("labels").forEach(telling::put);
        telling.remove("severity");
        telling.values().removeIf(String::isBlank);
        return telling;
    }

    private Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new LinkedHashMap<>(data.texts("labels"));
        String severity = data.text("severity");
        if (!severity.isBlank()) labels.put("severity", severity);
        for (var attribute : node.properties()) {
            String name = attribute.getKey();
            if (NO_LABELS.contains(name) || !attribute.getValue().isValueNode()) continue;
            String value = attribute.getValue().isTextual()
                    ? envelope.text(name)
                    : attribute.getValue().asText();
            if (!value.isBlank()) labels.putIfAbsent("ce_" + Text.clean(name, "a name", draft.reasons), value);
        }
        return labels;
    }

    private String title() {
        String type = envelope.text("type");
        String subject = envelope.text("subject");
        return subject.isBlank() ? type : type + " " + subject;
    }

    private void place() {
        draft.placeByLabels();
        Optional<Resource> said = resource();
        if (said.isPresent()) draft.resource = said;
        String service = data.text("service");
        draft.service = service.isBlank() ? KnownLabels.service(draft.labels, draft.resource) : service;
        String environment = data.text("environment");
        if (!environment.isBlank()) draft.environment = environment;
    }

    private Optional<Resource> resource() {
        if (!data.has("resource")) return Optional.empty();
        Fields resource = data.object("resource");
        Fields workload = resource.object("kubernetes");
        Fields instance = resource.object("instance");
        try {
            return Optional.of(
                    resource.has("instance")
                            ? new Resource.ManagedInstance(
                                    instance.text("id"), instance.text("region"), instance.text("account"))
                            : new Resource.KubernetesWorkload(
                                    workload.text("cluster"),
                                    workload.text("namespace"),
                                    workload.text("kind").toLowerCase(java.util.Locale.ROOT),
                                    workload.text("name")));
        } catch (IllegalArgumentException incomplete) {
            draft.reasons.add(data.at("resource") + " is left out: " + incomplete.getMessage());
            return Optional.empty();
        }
    }

    private void link(Link.Kind kind, String name, String otherwise) {
        draft.link(kind, data.at(name), data.firstText(name, otherwise));
    }

    /** {@code data}, or what {@code data_base64} holds, where it is JSON; missing otherwise. */
    private static JsonNode data(JsonNode node, Reasons reasons) {
        JsonNode plain = node.path("data");
        if (!node.hasNonNull("data_base64")) {
            return plain.isTextual() ? parsed(plain.asText().getBytes(StandardCharsets.UTF_8), "data", reasons) : plain;
        }
        try {
            return parsed(Base64.getDecoder().decode(node.path("data_base64").asText()), "data_base64", reasons);
        } catch (IllegalArgumentException broken) {
            reasons.add("data_base64 is no base64; it was left out");
            return MissingNode.getInstance();
        }
    }

    private static JsonNode parsed(byte[] json, String what, Reasons reasons) {
        if (Json.parse(json) instanceof Json.Parsed.Tree tree && tree.root().isObject()) return tree.root();
        reasons.add(what + " holds no JSON object; it was left out");
        return MissingNode.getInstance();
    }

    private static String lastPart(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String withoutStatus(String type) {
        boolean ends =
                type.indexOf('.') >= 0 && EventStatus.parse(lastPart(type)).isPresent();
        return ends ? type.substring(0, type.lastIndexOf('.')) : type;
    }
}
