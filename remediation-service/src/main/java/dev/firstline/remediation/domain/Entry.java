package dev.firstline.remediation.domain;

import java.time.Instant;

/**
 * One immutable line of an execution's story.
 *
 * @param seq from 1, without gaps, within the execution
 */
public record Entry(long seq, Instant time, String kind, String actor, String text, Certainty certainty) {}
