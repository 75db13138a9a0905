/** Queues that are read instead of waiting for their senders, as their vendors' clients see them. */
package dev.firstline.ingest.source.queue;
