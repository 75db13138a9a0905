package dev.firstline.cli.text;

import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.KubernetesWorkload;
import dev.firstline.proto.common.v1.Link;
import dev.firstline.proto.common.v1.ManagedInstance;
import dev.firstline.proto.common.v1.Resource;
import dev.firstline.proto.ingest.v1.PreviewPayloadResponse;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a payload would become, as people read it. */
public final class PreviewText {

    private PreviewText() {}

    /** All of it; ends with a line end. */
    public static String of(PreviewPayloadResponse preview) {
        if (!preview.getUnreadReason().isEmpty()) {
            return "It can't be read, and would be kept as a dead letter%s:%n  %s%n"
                    .formatted(preview.getMalformed() ? " (answered 400)" : "", preview.getUnreadReason());
        }
        StringBuilder text = new StringBuilder();
        if (!preview.getHeartbeat().isEmpty()) {
            text.append("It holds the heartbeat %s, which is noted and makes no event.%n"
                    .formatted(preview.getHeartbeat()));
        } else if (preview.getEventsCount() == 0) {
            text.append("It says nothing about an alert: no event.%n".formatted());
        }
        for (Event event : preview.getEventsList()) event(text, event, preview.getIdentityRule());
        return text.toString();
    }

    private static void event(StringBuilder text, Event event, String rule) {
        text.append(
                "%s %s  %s%n".formatted(Words.of(event.getStatus()), Words.of(event.getSeverity()), event.getTitle()));
        line(text, "identity", event.getFingerprint());
        line(text, "because", rule);
        line(text, "episode", event.getEpisodeKey());
        line(text, "order", event.hasSourceOrder() ? Long.toString(event.getSourceOrder()) : "");
        line(text, "delivery id", event.getDeliveryId());
        line(text, "service", event.getService());
        line(text, "environment", event.getEnvironment());
        line(text, "resource", resource(event.getResource()));
        line(text, "started", event.hasStartedTime() ? Words.time(event.getStartedTime()) : "");
        line(text, "ended", event.hasEndedTime() ? Words.time(event.getEndedTime()) : "");
        line(text, "occurrences", event.hasOccurrences() ? Long.toString(event.getOccurrences()) : "");
        line(
                text,
                "labels",
                new TreeMap<>(event.getLabelsMap())
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(", ")));
        for (Link link : event.getLinksList()) line(text, "link", Words.of(link.getKind()) + " " + link.getUrl());
        line(text, "says", event.getDescription());
        for (String reason : event.getPartialReasonsList()) line(text, "not read", reason);
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isBlank())
            text.append("  %-12s%s%n".formatted(name, value.strip().replaceAll("\\R", "\n" + " ".repeat(14))));
    }

    private static String resource(Resource resource) {
        return switch (resource.getKindCase()) {
            case KUBERNETES -> {
                KubernetesWorkload workload = resource.getKubernetes();
                String cluster = workload.getCluster().isEmpty() ? "" : workload.getCluster() + "/";
                yield workload.getKind() + " " + cluster + workload.getNamespace() + "/" + workload.getName();
            }
            case INSTANCE -> {
                ManagedInstance instance = resource.getInstance();
                yield ("instance " + instance.getId() + " " + instance.getRegion() + " " + instance.getAccount())
                        .strip();
            }
            case KIND_NOT_SET -> "";
        };
    }
}
