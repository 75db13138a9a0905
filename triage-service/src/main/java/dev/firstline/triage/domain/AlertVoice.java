package dev.firstline.triage.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An alert, as a line of a timeline speaks of it.
 *
 * @param id the alert's id
 * @param name its title
 * @param at when what is told happened
 */
record AlertVoice(UUID id, String name, Instant at) {}
