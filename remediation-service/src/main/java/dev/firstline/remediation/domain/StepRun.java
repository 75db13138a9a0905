package dev.firstline.remediation.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a step so far.
 *
 * @param position from 0
 * @param result what a query saw
 * @param holdsSince since when a verify's measurement has held without a break
 */
public record StepRun(
        int position,
        String id,
        String kind,
        StepState state,
        String summary,
        Optional<QueryResult> result,
        Optional<Instant> holdsSince,
        Outcome outcome,
        Optional<Instant> startedTime,
        Optional<Instant> endedTime) {}
