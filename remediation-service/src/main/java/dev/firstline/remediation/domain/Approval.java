package dev.firstline.remediation.domain;

import java.time.Instant;

/**
 * A person's yes.
 *
 * @param planHash the plan that it is for
 */
public record Approval(String actor, Instant time, String planHash) {}
