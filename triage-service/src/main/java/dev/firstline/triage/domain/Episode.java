package dev.firstline.triage.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One stretch of an alert from firing to resolved.
 *
 * @param id a UUID (version 7)
 * @param number counted within the alert, from 1
 * @param keys what the source calls it; more than one where its words moved while it was open
 * @param started when it began
 * @param stretchStarted when it was opened or reopened last
 * @param ended when it ended; null while it is open
 * @param flaps how often it came back faster than the flap window
 */
public record Episode(
        UUID id, int number, List<String> keys, Instant started, Instant stretchStarted, Instant ended, int flaps) {

    /** How many keys are remembered; a source that sends another one with each repeat must not make the row grow. */
    private static final int KEYS = 20;

    public Episode {
        keys = List.copyOf(keys);
    }

    /** The first episode, or the next one. */
    static Episode opened(UUID id, int number, String key, Instant at) {
        return new Episode(id, number, key.isEmpty() ? List.of() : List.of(key), at, at, null, 0);
    }

    public boolean isOpen() {
        return ended == null;
    }

    boolean hasKey(String key) {
        return !key.isEmpty() && keys.contains(key);
    }

    Episode joinedBy(String key) {
        if (key.isEmpty() || keys.contains(key)) return this;
        return new Episode(id, number, newest(keys, key), started, stretchStarted, ended, flaps);
    }

    Episode ended(Instant at) {
        return new Episode(id, number, keys, started, stretchStarted, at, flaps);
    }

    /** The same, ended by nobody's word: the next firing begins another one, whatever key it has. */
    Episode abandoned(Instant at) {
        return new Episode(id, number, List.of(), started, stretchStarted, at, flaps);
    }

    Episode reopened(String key, Instant at, boolean flapping) {
        return new Episode(id, number, joinedBy(key).keys, started, at, null, flapping ? flaps + 1 : flaps);
    }

    /** Whether it opened and closed, and now opens again, each faster than the window. */
    boolean flaps(Instant firingAgain, Duration window) {
        return ended != null
                && Duration.between(stretchStarted, ended).compareTo(window) < 0
                && Duration.between(ended, firingAgain).compareTo(window) < 0;
    }

    static List<String> newest(List<String> keys, String added) {
        List<String> kept = new ArrayList<>(keys);
        kept.add(added);
        return kept.size() > KEYS ? kept.subList(kept.size() - KEYS, kept.size()) : kept;
    }
}
