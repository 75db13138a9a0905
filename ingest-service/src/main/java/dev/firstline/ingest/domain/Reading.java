package dev.firstline.ingest.domain;

import java.util.List;

/** What came out of reading a payload. */
public sealed interface Reading {

    /**
     * It was read. What could not be read within it is told by its events ({@link Event#partialReasons()}).
     *
     * @param events in the payload's order; empty where the payload states nothing
     */
    record Read(List<Event> events) implements Reading {
        public Read {
            events = List.copyOf(events);
        }
    }

    /**
     * The body isn't what its content type says: no JSON, for example.
     *
     * @param reason why, in a line that names the place
     */
    record Malformed(String reason) implements Reading {}

    /**
     * The body is well formed, but nothing of it is understood.
     *
     * @param reason why, in a line that names the place
     */
    record Unreadable(String reason) implements Reading {}
}
