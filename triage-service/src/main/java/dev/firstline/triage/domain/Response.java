package dev.firstline.triage.domain;

import java.util.List;

/**
 * What follows from an impact.
 *
 * @param kind how loudly it speaks
 * @param channels whom it tells, by the names of notify's adapters
 * @param runbook whether a matching runbook starts
 */
public record Response(Kind kind, List<String> channels, boolean runbook) {

    public Response {
        channels = List.copyOf(channels);
    }
}
