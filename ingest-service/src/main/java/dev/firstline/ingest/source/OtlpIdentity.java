package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What makes records of a log the same alert: where they come from, and what kind of record they are. */
final class OtlpIdentity {

    private static final int MAX_MESSAGE = 500;

    /** Where a record comes from, whichever instance or pod wrote it. */
    private static final List<String> PLACE = List.of(
            "service.namespace",
            "service.name",
            "deployment.environment.name",
            "deployment.environment",
            "k8s.cluster.name",
            "cloud.account.id",
            "cloud.region");

    /** Who wrote it, where no service did. */
    private static final List<String> HOST = List.of("host.id", "host.name");

    /** The message before its variables were put in, as loggers of .NET, Serilog and others give it. */
    private static final List<String> TEMPLATE =
            List.of("log.record.template", "message_template.text", "message.template", "{OriginalFormat}");

    private static final List<String> FAULT = List.of("exception.type", "error.type");

    private static final List<String> CODE = List.of(
            "code.function.name",
            "code.function",
            "code.namespace",
            "code.file.path",
            "code.filepath",
            "code.line.number",
            "code.lineno");

    /** Words that hold a digit, and what stands in quotes: the variable parts of a message. */
    private static final Pattern VARIABLE =
            Pattern.compile("\"[^\"]*\"|(?<!\\w)'[^']*'(?!\\w)|(?<![\\w-])[a-zA-Z_-]*\\d[\\w-]*");

    private OtlpIdentity() {}

    /** A hash over the attributes of these names. */
    static String of(List<String> names, Map<String, String> labels) {
        List<String> parts = new ArrayList<>();
        add(parts, names, labels);
        return Fingerprint.of(parts.toArray(String[]::new));
    }

    /**
     * A hash over where a record comes from and its kind: the event's name, else the message's template, else exception and code, else
     * the message without what varies.
     */
    static String of(Draft draft, String logger, String eventName, String message) {
        List<String> parts = new ArrayList<>();
        add(parts, PLACE, draft.labels);
        parts.add(draft.resource.map(OtlpIdentity::workload).orElse(""));
        if (draft.service.isBlank()) add(parts, HOST, draft.labels);
        parts.add(logger);
        kind(parts, draft.labels, eventName, message);
        return Fingerprint.of(parts.toArray(String[]::new));
    }

    private static void kind(List<String> parts, Map<String, String> labels, String eventName, String message) {
        String template = first(TEMPLATE, labels);
        if (!eventName.isBlank()) {
            parts.add("event " + eventName);
        } else if (!template.isBlank()) {
            parts.add("template " + template);
        } else if (!first(FAULT, labels).isBlank()) {
            add(parts, FAULT, labels);
            add(parts, CODE, labels);
        } else {
            parts.add("message " + withoutVariables(message));
        }
    }

    /** The first line of a message, each variable part a mark. */
    static String withoutVariables(String message) {
        String line = message.strip();
        int end = line.indexOf('\n');
        line = Text.cut(end < 0 ? line : line.substring(0, end), MAX_MESSAGE);
        return VARIABLE.matcher(line).replaceAll("#");
    }

    private static String workload(Resource resource) {
        return switch (resource) {
            case Resource.KubernetesWorkload one -> one.namespace() + "/" + one.kind() + "/" + one.name();
            case Resource.ManagedInstance one -> "";
        };
    }

    private static void add(List<String> parts, List<String> names, Map<String, String> labels) {
        for (String name : names) parts.add(name + "=" + labels.getOrDefault(name, ""));
    }

    private static String first(List<String> names, Map<String, String> labels) {
        for (String name : names) {
            if (!labels.getOrDefault(name, "").isBlank()) return labels.get(name);
        }
        return "";
    }
}
