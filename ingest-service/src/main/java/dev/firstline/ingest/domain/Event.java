package dev.firstline.ingest.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One normalized statement out of a payload: "this alert fires / is resolved". Its id, place and observed time follow from where it
 * is stored.
 *
 * @param deliveryId the vendor's own id of this delivery, empty where the vendor sends none
 * @param fingerprint the identity of the alert over time within its source
 * @param episode what distinguishes one stretch of firing from the next
 * @param sourceOrder the source's own order of this alert's events, greater is newer; empty where it states none
 * @param status whether it fires
 * @param severity how bad the source says it is; its own word is the label "severity"
 * @param title one line, for people
 * @param description what the source says beyond the title; may be empty
 * @param labels what the source says about the alert, by name
 * @param links where to read on
 * @param startedTime when the source says that it began
 * @param endedTime when the source says that it ended; empty while it fires
 * @param service the service concerned; empty where the source doesn't say
 * @param environment the environment; empty where the source doesn't say
 * @param resource what can be acted upon
 * @param occurrences the source's own count so far; empty where it doesn't count
 * @param partialReasons what could not be read, one line each; empty where everything was
 */
public record Event(
        String deliveryId,
        String fingerprint,
        Episode episode,
        OptionalLong sourceOrder,
        EventStatus status,
        Severity severity,
        String title,
        String description,
        Map<String, String> labels,
        List<Link> links,
        Optional<Instant> startedTime,
        Optional<Instant> endedTime,
        String service,
        String environment,
        Optional<Resource> resource,
        OptionalLong occurrences,
        List<String> partialReasons) {

    /**
     * What the source says distinguishes one stretch of firing from the next.
     *
     * @param key empty where the source says nothing
     * @param neverReturns whether the source never uses a key again once it was resolved
     */
    public record Episode(String key, boolean neverReturns) {

        /** The source says nothing. */
        public static final Episode UNTOLD = new Episode("", false);

        public Episode {
            Objects.requireNonNull(key);
        }
    }

    public Event {
        if (fingerprint.isBlank()) throw new IllegalArgumentException("an event has a fingerprint");
        if (title.isBlank()) throw new IllegalArgumentException("an event has a title");
        Objects.requireNonNull(deliveryId);
        Objects.requireNonNull(status);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        links = List.copyOf(links);
        partialReasons = List.copyOf(partialReasons);
    }

    /** The same, brought by a delivery. */
    public Event deliveredBy(String id) {
        return new Event(
                id,
                fingerprint,
                episode,
                sourceOrder,
                status,
                severity,
                title,
                description,
                labels,
                links,
                startedTime,
                endedTime,
                service,
                environment,
                resource,
                occurrences,
                partialReasons);
    }
}
