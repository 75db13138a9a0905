package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An event while an adapter reads it. */
final class Draft {

    private static final int MAX_TITLE = 500;
    private static final int MAX_NAME = 500;
    private static final int MAX_LABEL = 4_000;
    private static final int MAX_LABELS = 300;
    private static final int MAX_LINKS = 20;

    final Reasons reasons;
    String deliveryId = "";
    String fingerprint = "";
    Event.Episode episode = Event.Episode.UNTOLD;
    OptionalLong sourceOrder = OptionalLong.empty();
    EventStatus status = EventStatus.FIRING;
    Severity severity = Severity.UNSPECIFIED;
    String title = "";
    String description = "";
    Map<String, String> labels = new LinkedHashMap<>();
    final List<Link> links = new ArrayList<>(4);
    Optional<Instant> startedTime = Optional.empty();
    Optional<Instant> endedTime = Optional.empty();
    String service = "";
    String environment = "";
    Optional<Resource> resource = Optional.empty();
    OptionalLong occurrences = OptionalLong.empty();

    Draft(Reasons reasons) {
        this.reasons = reasons;
    }

    /** Adds a label, unless it is empty or there is one of this name; labels that say more come first. */
    void label(String name, String value) {
        if (value.isBlank() || name.isBlank() || labels.size() >= MAX_LABELS) return;
        labels.putIfAbsent(Text.cut(name, MAX_NAME), Text.cut(value, MAX_LABEL));
    }

    /** Takes what distinguishes one stretch of firing from the next; nothing where the source doesn't say. */
    void episode(String key, boolean neverReturns) {
        episode = key.isBlank() ? Event.Episode.UNTOLD : new Event.Episode(key, neverReturns);
    }

    /** Takes the source's word for the severity; it stays readable as the label of that name. */
    void severity(String word) {
        severity = Severity.parse(word);
        if (!word.isBlank()) labels.put("severity", Text.cut(word, MAX_LABEL));
    }

    /** Takes the first of several texts that says something as the title; the fingerprint where none does. */
    void entitle(String... titles) {
        title = Text.firstOf(Text.firstOf(titles), "Alert " + fingerprint);
        if (Text.isUnexpanded(title)) reasons.add("the title holds a variable that was not replaced");
    }

    /** Takes a time at which the source says that something changed as its own order of this alert's events. */
    void orderBy(Optional<Instant> time) {
        if (time.isPresent()) sourceOrder = OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, time.get()));
    }

    /** Adds the link under a key, or tells why it is none. */
    void link(Link.Kind kind, Fields fields, String key) {
        link(kind, fields.at(key), fields.text(key));
    }

    /** Adds a link, or tells why it is none; an empty address is no link. */
    void link(Link.Kind kind, String path, String url) {
        if (url.isBlank()) return;
        if (Link.isAddress(url)) add(new Link(kind, url));
        else reasons.add(path + " is no address: " + url);
    }

    /** Adds the links that people put into labels: runbook_url, runbook, dashboard_url, dashboard. */
    void linkByLabels() {
        for (Link.Kind kind : List.of(Link.Kind.RUNBOOK, Link.Kind.DASHBOARD)) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            String url = Text.firstOf(labels.get(name + "_url"), labels.get(name));
            if (Link.isAddress(url)) add(new Link(kind, url));
        }
    }

    private void add(Link link) {
        if (links.size() < MAX_LINKS && !links.contains(link)) links.add(link);
    }

    /** Takes over service, environment and resource from the labels, as {@link KnownLabels} says. */
    void placeByLabels() {
        placeByLabels("");
    }

    /** The same; where no label says a service, it is the given one. */
    void placeByLabels(String otherwise) {
        resource = KnownLabels.resource(labels);
        service = Text.firstOf(KnownLabels.service(labels, resource), otherwise);
        environment = KnownLabels.environment(labels);
    }

    /** The event, what is too long made shorter. */
    Event event() {
        return new Event(
                name(deliveryId),
                name(fingerprint),
                new Event.Episode(name(episode.key()), episode.neverReturns()),
                sourceOrder,
                status,
                severity,
                Text.cut(Text.line(title), MAX_TITLE),
                description,
                labels,
                links,
                startedTime,
                endedTime,
                named("service", service),
                named("environment", environment),
                resource,
                occurrences,
                reasons.lines());
    }

    /** An identity that is too long for an index goes on as its hash: cut, two might become one. */
    private static String name(String identity) {
        return identity.length() <= MAX_NAME ? identity : Fingerprint.of(identity);
    }

    private String named(String what, String name) {
        if (!Text.isUnexpanded(name)) return Text.cut(name.strip(), MAX_NAME);
        reasons.add("the " + what + " holds a variable that was not replaced: " + name);
        return "";
    }
}
