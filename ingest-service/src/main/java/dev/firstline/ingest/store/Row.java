package dev.firstline.ingest.store;

import java.util.UUID;

/**
 * A row of the table {@code batch} before it has its place.
 *
 * @param id the batch's id
 * @param eventCount how many events it holds; without any it is kept, and handed to nobody
 * @param sources whose, separated by blanks
 * @param events the deflated EventBatch
 * @param payloads the deflated PayloadBatch
 * @param traceparent the trace that goes on with it; empty where none runs
 */
record Row(UUID id, int eventCount, String sources, byte[] events, byte[] payloads, String traceparent) {}
