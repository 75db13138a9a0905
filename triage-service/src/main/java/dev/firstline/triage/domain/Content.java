package dev.firstline.triage.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a source says about an alert.
 *
 * @param severity how bad it is
 * @param title one line
 * @param description what is said beyond the title; may be empty
 * @param labels by name
 * @param links where to read on
 * @param service the service that is concerned; empty where the source doesn't say
 * @param environment the environment; empty where the source doesn't say
 * @param resource what can be acted upon, where the source says so
 */
public record Content(
        Severity severity,
        String title,
        String description,
        Map<String, String> labels,
        List<Link> links,
        String service,
        String environment,
        Optional<Resource> resource) {

    public Content {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
        links = List.copyOf(links);
    }

    /** A label's value; for "environment", where no label has that name, the environment; else empty. */
    public String value(String name) {
        String label = labels.get(name);
        if (label != null) return label;
        return name.equals("environment") ? environment : "";
    }

    /** The title, or what stands for it. */
    public String name() {
        return title.isBlank() ? labels.getOrDefault("alertname", "(without a title)") : title;
    }
}
