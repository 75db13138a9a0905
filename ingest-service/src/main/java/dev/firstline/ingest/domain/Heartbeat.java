package dev.firstline.ingest.domain;

import java.util.List;

/**
 * The alert by which a source says that it lives: it always fires, and means something only when it stops. It is no alert by itself.
 *
 * @param name its name: the label {@code alertname}, or the title where there is no such label
 * @param required whether only its firing shows that the source lives; else everything that the source sends does
 */
public record Heartbeat(String name, boolean required) {

    /**
     * The one that people set up in Prometheus.
     *
     * @see <a href="https://runbooks.prometheus-operator.dev/runbooks/general/watchdog/">Watchdog</a>
     */
    public static final Heartbeat USUAL = new Heartbeat("Watchdog", false);

    public Heartbeat {
        if (name.isBlank()) throw new IllegalArgumentException("a heartbeat has a name");
    }

    /** What a payload says about alerts proper, in its order. */
    public List<Event> without(List<Event> events) {
        for (Event event : events) {
            if (is(event)) return events.stream().filter(other -> !is(other)).toList();
        }
        return events;
    }

    /**
     * Whether a payload with these events shows that its source lives. A heartbeat that is resolved shows the contrary: whoever
     * watches the source has stopped hearing it.
     */
    public boolean isHeardIn(List<Event> events) {
        boolean nothingElse = !events.isEmpty();
        for (Event event : events) {
            boolean own = is(event);
            if (own && event.status() == EventStatus.FIRING) return true;
            nothingElse &= own;
        }
        return !required && !nothingElse;
    }

    private boolean is(Event event) {
        String alertname = event.labels().get("alertname");
        return name.equals(alertname == null ? event.title() : alertname);
    }
}
