package dev.firstline.triage.domain;

import dev.firstline.triage.domain.AlertState.Seen;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Folds events into alerts, one at a time. When in doubt an alert is open: a phantom annoys, a lost one hurts. Each event counts
 * once, as folded or as late, whatever it did; {@link Standing} says how a vendor's redeliveries keep to that.
 *
 * @param event what was folded
 * @param after the alert as it is now
 * @param change what the event did to it
 */
public record Fold(Event event, AlertState after, Change change) {

    /**
     * Folds an event that may be a copy, or have one.
     *
     * @return the fold, and after it that of the statement which has its say again, where there is one
     */
    public static List<Fold> fold(
            AlertState before, Event event, Standing standing, Duration flapWindow, Supplier<UUID> nextEpisode) {
        Position newest = before.seen().newest();
        if (newest == null) return List.of(fold(before, event, flapWindow, nextEpisode));
        return switch (standing) {
            case Standing.Only only -> List.of(fold(before, event, flapWindow, nextEpisode));
            case Standing.Copy copy -> List.of(redelivered(before, before.seen().withLate(), event));
            case Standing.Original original
            when !newest.isSamePlace(original.copy()) -> List.of(fold(before, event, flapWindow, nextEpisode));
            case Standing.Original original -> {
                Fold back = redelivered(before, before.seen().withLateAt(event.position()), event);
                if (!original.newest().position().isNewerThan(event.position())) yield List.of(back);
                yield List.of(back, again(back.after(), original.newest(), flapWindow, nextEpisode));
            }
        };
    }

    private static Fold redelivered(AlertState before, Seen seen, Event event) {
        return new Fold(event, before.seen(seen), new Change.Redelivered(event.firing() != before.isFiring()));
    }

    /** What it says is folded; it was counted before. */
    private static Fold again(AlertState before, Event event, Duration flapWindow, Supplier<UUID> nextEpisode) {
        Fold folded = fold(before, event, flapWindow, nextEpisode);
        AlertState after = folded.after().seen(folded.after().seen().countedAs(before.seen()));
        return new Fold(event, after, folded.change());
    }

    /**
     * Folds an event.
     *
     * @param before the alert; {@link AlertState#unknown} where no event has spoken of it
     * @param flapWindow how fast an alert has to come and go to be one flapping episode; zero for never
     * @param nextEpisode makes the id of the episode that may begin
     */
    public static Fold fold(AlertState before, Event event, Duration flapWindow, Supplier<UUID> nextEpisode) {
        Position newest = before.seen().newest();
        if (newest != null && !event.position().isNewerThan(newest)) {
            return late(before, event, "a newer event was folded before it");
        }
        return event.firing() ? firing(before, event, flapWindow, nextEpisode) : resolved(before, event);
    }

    private static Fold firing(AlertState before, Event event, Duration flapWindow, Supplier<UUID> nextEpisode) {
        Episode last = before.episode();
        String key = event.episodeKey();
        boolean earlier = !key.isEmpty() && before.earlierKeys().contains(key);
        if (event.keyNeverReturns() && isOver(before, key, earlier)) {
            return late(before, event, "its source says that episode '" + key + "' is over and never returns");
        }
        Seen seen = before.seen().with(event, occurrences(before, event, 0));
        if (before.isFiring()) {
            // A late copy of an earlier episode's firing must not let that episode's resolve end this one.
            Episode open = earlier ? last : last.joinedBy(key);
            return new Fold(event, before.with(seen, event.content(), open), new Change.Repeated());
        }
        if (last != null && (last.hasKey(key) || last.flaps(event.observed(), flapWindow))) {
            boolean flapping = !last.hasKey(key);
            Episode again = last.reopened(key, event.observed(), flapping);
            return new Fold(event, before.with(seen, event.content(), again), new Change.Reopened(flapping));
        }
        Seen counted = before.seen().with(event, occurrences(before, event, 1));
        Episode next = Episode.opened(nextEpisode.get(), last == null ? 1 : last.number() + 1, key, event.observed());
        return new Fold(event, before.withNext(counted, event.content(), next), new Change.Opened());
    }

    private static boolean isOver(AlertState before, String key, boolean earlier) {
        return earlier
                || (!before.isFiring()
                        && before.episode() != null
                        && before.episode().hasKey(key));
    }

    private static Fold resolved(AlertState before, Event event) {
        Seen seen = before.seen().with(event, occurrences(before, event, 0));
        if (!before.isFiring()) {
            Content said = before.episode() == null ? event.content() : before.content();
            return new Fold(event, before.with(seen, said, before.episode()), new Change.Counted());
        }
        String key = event.episodeKey();
        Episode open = before.episode();
        if (!open.hasKey(key) && before.earlierKeys().contains(key)) {
            return ignored(before, event, seen, "it resolves episode '" + key + "', which was over before");
        }
        // One that was closed as stale is not remembered by its key.
        if (event.keyNeverReturns() && !open.keys().isEmpty() && !open.hasKey(key)) {
            return ignored(before, event, seen, "it resolves episode '" + key + "', and another one is open");
        }
        Episode over = event.isStale() ? open.abandoned(event.observed()) : open.ended(event.observed());
        return new Fold(event, before.with(seen, before.content(), over), new Change.Ended());
    }

    private static Fold ignored(AlertState before, Event event, Seen seen, String why) {
        return new Fold(event, before.seen(seen), new Change.Ignored(why));
    }

    private static Fold late(AlertState before, Event event, String why) {
        boolean contradicts = event.firing() != before.isFiring();
        return new Fold(event, before.seen(before.seen().withLate()), new Change.Late(why, contradicts));
    }

    /** The source's own count where it counts, else episodes; never resends. */
    private static long occurrences(AlertState before, Event event, int begun) {
        long known = before.seen().occurrences();
        return event.occurrences().isPresent()
                ? Math.max(known, event.occurrences().getAsLong())
                : known + begun;
    }
}
