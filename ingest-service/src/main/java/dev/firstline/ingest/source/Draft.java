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
        if (value.isBlank() || name.isBlank() || labels.containsKey(name)) return;
        if (labels.size() >= MAX_LABELS) {
            reasons.add("there are more than " + MAX_LABELS + " labels; the others were left out");
            return;
        }
        labels.putIfAbsent(cut("the name of a label", name, MAX_NAME), cut("the label " + name, value, MAX_LABEL));
    }

    private String cut(String what, String text, int longest) {
        return reasons.cut(what, text, longest);
    }

    /** Takes what distinguishes one stretch of firing from the next; nothing where the source doesn't say. */
    void episode(String key, boolean neverReturns) {
        episode = key.isBlank() ? Event.Episode.UNTOLD : new Event.Episode(key, neverReturns);
    }

    /** Takes the source's word for the severity; it stays readable as the label of that name. */
    void severity(String word) {
        severity = Severity.parse(word);
        if (!word.isBlank()) labels.put("severity", cut("the severity", word, MAX_LABEL));
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
        if (links.contains(link)) return;
        if (links.size() < MAX_LINKS) links.add(link);
        else reasons.add("there are more than " + MAX_LINKS + " links; the others were left out");
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
                titled(),
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

    /** A title that stands whole in the description loses nothing. */
    private String titled() {
        String line = Text.line(title);
        return line.length() > MAX_TITLE && description.contains(title)
                ? Text.cut(line, MAX_TITLE)
                : cut("the title", line, MAX_TITLE);
    }

    /** An identity that is too long for an index goes on as its hash: cut, two might become one. */
    private static String name(String identity) {
        return identity.length() <= MAX_NAME ? identity : Fingerprint.of(identity);
    }

    private String named(String what, String name) {
        if (!Text.isUnexpanded(name)) return cut("the " + what, name.strip(), MAX_NAME);
        reasons.add("the " + what + " holds a variable that was not replaced: " + name);
        return "";
    }
}
