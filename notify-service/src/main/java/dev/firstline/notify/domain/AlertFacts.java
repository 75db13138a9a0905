package dev.firstline.notify.domain;

import java.util.List;

/**
 * What people are told about one alert of an incident.
 *
 * @param title one line
 * @param firing whether it fires
 * @param impact what it means for customers
 * @param impactReason why; may be empty
 * @param verdict what the newest execution concluded
 * @param severity how bad its source says it is
 * @param source the source that sends it
 * @param environment where it fires; may be empty
 * @param links where to read on
 */
public record AlertFacts(
        String title,
        boolean firing,
        Impact impact,
        String impactReason,
        Verdict verdict,
        Severity severity,
        String source,
        String environment,
        List<Link> links) {

    public AlertFacts {
        links = List.copyOf(links);
    }
}
