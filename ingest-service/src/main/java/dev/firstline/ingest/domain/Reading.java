package dev.firstline.ingest.domain;

import java.util.List;

/** What came out of reading a payload. */
public sealed interface Reading {

    /**
     * It was read. What could not be read within it is told by its events ({@link Event#partialReasons()}).
     *
     * @param events in the payload's order; empty where the payload states nothing
     * @param unread how many parts of the payload could not be read at all; an event of their own tells of them
     */
    record Read(List<Event> events, int unread) implements Reading {
        public Read {
            events = List.copyOf(events);
        }

        /** All of it was read. */
        public Read(List<Event> events) {
            this(events, 0);
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
