package dev.firstline.triage.domain;

import java.time.Duration;

/** The alerts that nobody speaks of any more. */
public interface StaleAlerts {

    /**
     * Closes open alerts that their source has not repeated for too long, each by an event that says so.
     *
     * @param source whose
     * @param after for how long it has not repeated them
     * @param listening how far ingest's word reaches: nothing else shows that a source did not repeat something
     * @param limit how many at most
     * @return how many were looked at; fewer than the limit means that none is left
     */
    int close(String source, Duration after, Listening listening, int limit);
}
