package dev.firstline.ingest.store;

import dev.firstline.ingest.domain.Payload;
import java.time.Instant;
import java.util.UUID;

/**
 * A payload of a known sender that no normalizer could read.
 *
 * @param id a UUID of version 7
 * @param payload what came
 * @param reason why it could not be read
 * @param acceptedTime when it was accepted
 * @param traceparent the trace that it belongs to; empty where none ran
 */
public record UnreadPayload(UUID id, Payload payload, String reason, Instant acceptedTime, String traceparent) {}
