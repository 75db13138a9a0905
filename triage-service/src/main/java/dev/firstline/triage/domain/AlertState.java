package dev.firstline.triage.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What triage knows of an alert.
 *
 * @param id a UUID (version 7)
 * @param key its identity in its source
 * @param seen what was folded into it
 * @param content what its newest firing said; null where it stands in the table and isn't needed
 * @param earlierKeys the newest keys of episodes before the last
 * @param episode its newest episode; null where it never fired
 * @param assessment what it means for customers; null where it never fired
 * @param decision a person's judgement; null where there is none
 */
public record AlertState(
        UUID id,
        AlertKey key,
        Seen seen,
        Content content,
        List<String> earlierKeys,
        Episode episode,
        Assessment assessment,
        Decision decision) {

    /**
     * What was folded into an alert.
     *
     * @param newest the position of the newest event; null before the first
     * @param first when the first event was accepted
     * @param last when the newest event was accepted
     * @param events how many were folded
     * @param late how many came too late to change anything
     * @param occurrences how often it fired
     */
    public record Seen(Position newest, Instant first, Instant last, long events, long late, long occurrences) {

        Seen withLate() {
            return new Seen(newest, first, last, events, late + 1, occurrences);
        }

        /** One more that changes nothing but the newest's place. */
        Seen withLateAt(Position place) {
            return new Seen(place, first, last, events, late + 1, occurrences);
        }

        Seen countedAs(Seen before) {
            return new Seen(newest, first, last, before.events, before.late, occurrences);
        }

        Seen with(Event event, long occurrences) {
            Instant moved = last.isAfter(event.observed()) ? last : event.observed();
            return new Seen(event.position(), first, moved, events + 1, late, occurrences);
        }
    }

    public AlertState {
        earlierKeys = List.copyOf(earlierKeys);
    }

    /** An alert that no event has spoken of. */
    public static AlertState unknown(UUID id, Event first) {
        Seen seen = new Seen(null, first.observed(), first.observed(), 0, 0, 0);
        return new AlertState(id, first.key(), seen, null, List.of(), null, null, null);
    }

    public boolean isFiring() {
        return episode != null && episode.isOpen();
    }

    /** The same alert with another assessment. */
    public AlertState assessed(Assessment newest) {
        return new AlertState(id, key, seen, content, earlierKeys, episode, newest, decision);
    }

    /** The same alert with a person's judgement. */
    public AlertState decided(Decision newest, Assessment following) {
        return new AlertState(id, key, seen, content, earlierKeys, episode, following, newest);
    }

    AlertState seen(Seen newest) {
        return new AlertState(id, key, newest, content, earlierKeys, episode, assessment, decision);
    }

    AlertState with(Seen newest, Content said, Episode changed) {
        return new AlertState(id, key, newest, said, earlierKeys, changed, assessment, decision);
    }

    AlertState withNext(Seen newest, Content said, Episode next) {
        List<String> earlier = earlierKeys;
        if (episode != null) for (String past : episode.keys()) earlier = Episode.newest(earlier, past);
        return new AlertState(id, key, newest, said, earlier, next, assessment, decision);
    }
}
