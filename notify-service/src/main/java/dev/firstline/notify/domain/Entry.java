package dev.firstline.notify.domain;

import java.time.Instant;

/**
 * One immutable line of an incident's story.
 *
 * @param seq its order within the incident, from 1, without gaps
 * @param time when it happened
 * @param kind what kind of thing happened, "alert.joined" for example
 * @param actor who did it
 * @param text what happened and why
 * @param certainty how certain that is
 */
public record Entry(long seq, Instant time, String kind, String actor, String text, Certainty certainty) {

    public Entry {
        if (seq < 1) throw new IllegalArgumentException("a story's lines count from 1, not from " + seq);
        if (time == null || certainty == null) throw new IllegalArgumentException("line " + seq + " is not whole");
    }
}
