package dev.firstline.ingest.domain;

import java.util.List;

/** What came out of reading a payload. */
public sealed interface Reading {

    /**
     * It was read. What could not be read within it is told by its events ({@link Event#partialReasons()}).
     *
     * @param events in the payload's order; empty where the payload states nothing that is known
     * @param unread how many parts of the payload could not be read at all; an event of their own tells of them
     * @param settled whether no event is all that will ever come out of it, which its vendor documents: else a payload without events
     *     is kept, since a better reading may find some
     */
    record Read(List<Event> events, int unread, boolean settled) implements Reading {
        public Read {
            events = List.copyOf(events);
        }

        /** What came out may not be all. */
        public Read(List<Event> events, int unread) {
            this(events, unread, false);
        }

        /** All of it was read. */
        public Read(List<Event> events) {
            this(events, 0);
        }

        /** Nothing about an alert: a confirmation, a vendor's test, records of a log that are no alerts. */
        public static Read nothing() {
            return new Read(List.of(), 0, true);
        }

        /** What is said about alerts proper; of a heartbeat alone nothing else is to be expected. */
        public Read without(Heartbeat heartbeat) {
            List<Event> alerts = heartbeat.without(events);
            return new Read(alerts, unread, settled || (alerts.isEmpty() && !events.isEmpty()));
        }

        /** Whether it says nothing today, and may say something once its normalizer knows better. */
        public boolean isOpen() {
            return events.isEmpty() && !settled;
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
