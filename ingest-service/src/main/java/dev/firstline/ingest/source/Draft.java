package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.domain.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An event while an adapter reads it. */
final class Draft {

    private static final int MAX_TITLE = 500;
    private static final int MAX_NAME = 500;

    final Reasons reasons;
    String deliveryId = "";
    String fingerprint = "";
    Event.Episode episode = Event.Episode.UNTOLD;
    OptionalLong sourceOrder = OptionalLong.empty();
    EventStatus status = EventStatus.FIRING;
    Severity severity = Severity.UNSPECIFIED;
    String title = "";
    String description = "";
    Map<String, String> labels = Map.of();
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

    /** Adds a link, or tells why it is none; an empty address is no link. */
    void link(Link.Kind kind, String path, String url) {
        if (url.isBlank()) return;
        if (Link.isAddress(url)) links.add(new Link(kind, url));
        else reasons.add(path + " is no address: " + url);
    }

    /** Takes over service, environment and resource from the labels, as {@link KnownLabels} says. */
    void placeByLabels() {
        resource = KnownLabels.resource(labels);
        service = KnownLabels.service(labels, resource);
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
