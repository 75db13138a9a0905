package dev.firstline.ingest.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What could not be read, or what triage refused, as a list shows it.
 *
 * @param id a UUID of version 7; the list is ordered by it
 * @param source the source, or the sources of the batch
 * @param acceptedTime when it was accepted
 * @param reason why it could not be used
 * @param contentType as it was sent; empty for a batch
 * @param size in bytes; of a batch, its deflated events
 * @param replayedTime when it was replayed
 */
public record DeadLetter(
        UUID id,
        String source,
        Instant acceptedTime,
        String reason,
        String contentType,
        int size,
        Optional<Instant> replayedTime) {}
