package dev.firstline.triage.domain;

import java.util.List;

/**
 * What notify is told: an incident, whole, with the lines that it hasn't confirmed.
 *
 * @param incident as it is
 * @param lines after the last confirmed one, in order, a bounded number
 */
public record IncidentNews(IncidentView incident, List<TimelineLine> lines) {

    public IncidentNews {
        lines = List.copyOf(lines);
    }
}
