package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The events of one payload, as many as memory can take: what a payload says once may belong to each of its alerts, so that a
 * megabyte could become many gigabytes.
 */
final class EventList {

    /** A body of 4 MB full of alerts that each say what is theirs weighs less than half of it. */
    private static final long HEAVIEST = 32_000_000;

    /** What an event, and each of its labels, weighs beside its characters. */
    private static final int OVERHEAD = 30;

    private final List<Event> events = new ArrayList<>();
    private long weight;

    /** Adds an event, if there is room. */
    void add(Event event) {
        weight += weight(event);
        if (!isFull()) events.add(event);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Whether there is no room for what came last, and more need not come. */
    boolean isFull() {
        return weight > HEAVIEST;
    }

    /** What was read: all of it, or nothing. */
    Reading reading() {
        return reading(0);
    }

    /**
     * The same.
     *
     * @param unread how many parts of the payload could not be read; an event of their own tells of them
     */
    Reading reading(int unread) {
        return isFull()
                ? new Reading.Unreadable("its alerts would hold far more than the payload; after " + events.size()
                        + " of them there is no room for what each repeats")
                : new Reading.Read(events, unread);
    }

    private static long weight(Event event) {
        long weight = OVERHEAD + event.title().length() + event.description().length();
        for (Map.Entry<String, String> label : event.labels().entrySet()) {
            weight += OVERHEAD + label.getKey().length() + label.getValue().length();
        }
        for (String reason : event.partialReasons()) weight += OVERHEAD + reason.length();
        for (var link : event.links()) weight += OVERHEAD + link.url().length();
        return weight;
    }
}
