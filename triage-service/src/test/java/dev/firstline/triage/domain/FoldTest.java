package dev.firstline.triage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldTest {

    private static final Duration NO_FLAPS = Duration.ZERO;

    /** Folds events, each a minute after the one before; "3F" stands at place 3. Without a number the next place is meant. */
    private static AlertState folded(String events, Duration flapWindow, Duration step) {
        AlertState state = null;
        long place = 0;
        Instant at = Samples.START;
        for (String word : events.split(" ")) {
            String number = word.replaceAll("^(\\d*).*", "$1");
            place = number.isEmpty() ? place + 1 : Long.parseLong(number);
            Event event = Samples.event(word.substring(number.length()), place, at);
            if (state == null) state = AlertState.unknown(Samples.ids().get(), event);
            state = Fold.fold(state, event, flapWindow, Samples.ids()).after();
            at = at.plus(step);
        }
        return state;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            a first firing opens,                                  F,                      true,  1, 1, 0
            a repeat only counts,                                  F F F,                  true,  1, 3, 0
            a resolve closes,                                      F R,                    false, 1, 2, 0
            a firing after it is the next episode,                 F R F,                  true,  2, 3, 0
            a resolve of an unknown alert leaves it closed,        R,                      false, 0, 1, 0
            a firing after that opens,                             R F,                    true,  1, 2, 0
            a repeated resolve only counts,                        F R R,                  false, 1, 3, 0
            a late resolve changes nothing,                        5F 3R,                  true,  1, 1, 1
            a late firing changes nothing,                         5R 3F,                  false, 0, 1, 1
            a resolve older than the newest repeat is late,        1F 5F 3R,               true,  1, 2, 1
            the same place again is late,                          5F 5F,                  true,  1, 1, 1
            the last key reopens its episode,                      F:a R:a F:a,            true,  1, 3, 0
            another key is the next episode,                       F:a R:a F:b,            true,  2, 3, 0
            a key before the last is the next episode,             F:a R:a F:b R:b F:a,    true,  3, 5, 0
            and its resolve ends it,                               F:a R:a F:b R:b F:a R:a, false, 3, 6, 0
            a key that never returns is a late arrival,            F!a R!a F!a,            false, 1, 2, 1
            an earlier key that never returns is late while open,  F!a R!a F!b F!a,        true,  2, 3, 1
            a new key that never returns opens,                    F!a R!a F!b,            true,  2, 3, 0
            a key that moves joins the open episode,               F:a F:b R:a,            false, 1, 3, 0
            and either key ends it,                                F:a F:b R:b,            false, 1, 3, 0
            a resolve with the key of an earlier episode,          F:a R:a F:b R:a,        true,  2, 4, 0
            and a late copy of that firing before it,              F:a R:a F:b F:a R:a,    true,  2, 5, 0
            a resolve with a key nobody knows ends,                F:a R:z,                false, 1, 2, 0
            a resolve without a key ends,                          F:a R,                  false, 1, 2, 0
            the source's own order goes before the place,          F@20 R@10,              true,  1, 1, 1
            also where the place is older,                         5F@10 3R@20,            false, 1, 2, 0
            without an order on one side the place decides,        5F@10 6R,               false, 1, 2, 0
            an equal order leaves it to the place,                 5F@10 6R@10,            false, 1, 2, 0
            """)
    void eventsAreFolded(String why, String events, boolean firing, long occurrences, long folded, long late) {
        AlertState state = folded(events, NO_FLAPS, Duration.ofMinutes(1));
        assertThat(state.isFiring()).as("firing").isEqualTo(firing);
        assertThat(state.seen().occurrences()).as("occurrences").isEqualTo(occurrences);
        assertThat(state.seen().events()).as("folded").isEqualTo(folded);
        assertThat(state.seen().late()).as("late").isEqualTo(late);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            comes and goes faster than the window,   F:a R:a F:b R:b F:c, 10, 1, 2
            each stretch is longer than the window,  F:a R:a F:b R:b F:c, 40, 3, 0
            the window is off,                       F:a R:a F:b,         0,  2, 0
            """)
    void flappingIsOneEpisode(String why, String events, long secondsBetween, long episodes, int flaps) {
        Duration window = secondsBetween == 0 ? Duration.ZERO : Duration.ofSeconds(30);
        AlertState state = folded(events, window, Duration.ofSeconds(Math.max(1, secondsBetween)));
        assertThat(state.seen().occurrences()).isEqualTo(episodes);
        assertThat(state.episode().flaps()).isEqualTo(flaps);
    }

    @Test
    void theSourcesOwnCountGoesBeforeEpisodes() {
        Event first = counted(Samples.event("F", 1, Samples.START), 7);
        AlertState state = Fold.fold(AlertState.unknown(Samples.ids().get(), first), first, NO_FLAPS, Samples.ids())
                .after();
        assertThat(state.seen().occurrences()).isEqualTo(7);
        Event repeat = counted(Samples.event("F", 2, Samples.START), 9);
        assertThat(Fold.fold(state, repeat, NO_FLAPS, Samples.ids())
                        .after()
                        .seen()
                        .occurrences())
                .isEqualTo(9);
    }

    @Test
    void aReopenedEpisodeKeepsItsIdAndBeginning() {
        AlertState once = folded("F:a", NO_FLAPS, Duration.ofMinutes(1));
        Event resolved = Samples.event("R:a", 2, Samples.START.plusSeconds(60));
        Event again = Samples.event("F:a", 3, Samples.START.plusSeconds(120));
        AlertState ended = Fold.fold(once, resolved, NO_FLAPS, Samples.ids()).after();
        Fold reopened = Fold.fold(ended, again, NO_FLAPS, Samples.ids());
        assertThat(reopened.change()).isEqualTo(new Change.Reopened(false));
        assertThat(reopened.after().episode().id()).isEqualTo(once.episode().id());
        assertThat(reopened.after().episode().started()).isEqualTo(Samples.START);
    }

    @Test
    void aLateEventSaysWhetherItContradicts() {
        AlertState firing = folded("5F", NO_FLAPS, Duration.ofMinutes(1));
        Event repeat = Samples.event("F", 3, Samples.START);
        Event resolve = Samples.event("R", 4, Samples.START);
        assertThat(((Change.Late) Fold.fold(firing, repeat, NO_FLAPS, Samples.ids())
                                .change())
                        .contradicts())
                .isFalse();
        assertThat(((Change.Late) Fold.fold(firing, resolve, NO_FLAPS, Samples.ids())
                                .change())
                        .contradicts())
                .isTrue();
    }

    @Test
    void aSourceThatSendsAnotherKeyWithEachRepeatDoesNotMakeTheRowGrow() {
        StringBuilder events = new StringBuilder("F:k0");
        for (int i = 1; i < 100; i++) events.append(" F:k").append(i);
        assertThat(folded(events.toString(), NO_FLAPS, Duration.ofSeconds(1))
                        .episode()
                        .keys())
                .hasSize(20)
                .contains("k99");
    }

    @Test
    void aCopyOfADeliveryOnlyCounts() {
        AlertState resolved = folded("1F 2R", NO_FLAPS, Duration.ofMinutes(1));
        Event copy = Samples.event("F", 3, Samples.START);
        List<Fold> folds = Fold.fold(resolved, copy, new Standing.Copy(), NO_FLAPS, Samples.ids());
        assertThat(folds).extracting(Fold::change).containsExactly(new Change.Redelivered(true));
        AlertState after = folds.getLast().after();
        assertThat(after.isFiring()).isFalse();
        assertThat(after.seen().newest()).isEqualTo(resolved.seen().newest());
        assertThat(after.seen().events()).isEqualTo(2);
        assertThat(after.seen().late()).isEqualTo(1);
    }

    @Test
    void anOriginalTakesItsCopysPlaceBack() {
        AlertState byCopy = folded("5F", NO_FLAPS, Duration.ofMinutes(1));
        Event original = Samples.event("F", 3, Samples.START);
        var standing = new Standing.Original(new Position(null, 5, 0), original);
        List<Fold> folds = Fold.fold(byCopy, original, standing, NO_FLAPS, Samples.ids());
        assertThat(folds).extracting(Fold::change).containsExactly(new Change.Redelivered(false));
        AlertState resolved = Fold.fold(
                        folds.getLast().after(), Samples.event("R", 4, Samples.START), NO_FLAPS, Samples.ids())
                .after();
        assertThat(resolved.isFiring()).isFalse();
    }

    @Test
    void whatStandsBetweenAnOriginalAndItsCopyHasItsSayAgainAndCountsOnce() {
        AlertState passedOver = folded("5F 4R", NO_FLAPS, Duration.ofMinutes(1));
        Event original = Samples.event("F", 3, Samples.START);
        Event between = Samples.event("R", 4, Samples.START);
        var standing = new Standing.Original(new Position(null, 5, 0), between);
        List<Fold> folds = Fold.fold(passedOver, original, standing, NO_FLAPS, Samples.ids());
        assertThat(folds).extracting(Fold::change).containsExactly(new Change.Redelivered(false), new Change.Ended());
        AlertState after = folds.getLast().after();
        assertThat(after.isFiring()).isFalse();
        assertThat(after.seen().newest()).isEqualTo(between.position());
        assertThat(after.seen().events() + after.seen().late()).isEqualTo(3);
    }

    @Test
    void anOriginalIsLateWhereSomethingNewerThanItsCopyWasFolded() {
        AlertState moved = folded("5F 6R", NO_FLAPS, Duration.ofMinutes(1));
        Event original = Samples.event("F", 3, Samples.START);
        var standing = new Standing.Original(new Position(null, 5, 0), original);
        List<Fold> folds = Fold.fold(moved, original, standing, NO_FLAPS, Samples.ids());
        assertThat(folds).singleElement().satisfies(fold -> {
            assertThat(fold.change()).isInstanceOf(Change.Late.class);
            assertThat(fold.after().isFiring()).isFalse();
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a key that returns,       F:a
            a key that never returns, F!a
            no key,                   F
            """)
    void aStaleEndIsNotTheSourcesWordSoThatItsNextFiringOpensAgain(String why, String firing) {
        AlertState open = folded(firing, NO_FLAPS, Duration.ofMinutes(1));
        AlertState closed = fold(open, closing(Samples.event("R", 2, Samples.START)));
        assertThat(closed.isFiring()).isFalse();
        AlertState again = fold(closed, Samples.event(firing, 3, Samples.START));
        assertThat(again.isFiring()).isTrue();
        assertThat(again.episode().number()).isEqualTo(2);
        AlertState over = fold(again, Samples.event(firing.replace('F', 'R'), 4, Samples.START));
        assertThat(over.isFiring()).isFalse();
        assertThat(over.seen().late()).isZero();
    }

    @Test
    void whatWasClosedAsStaleIsResolvedLateWithoutEndingItsSuccessor() {
        AlertState open = folded("F!a", NO_FLAPS, Duration.ofMinutes(1));
        AlertState closed = fold(open, closing(Samples.event("R", 2, Samples.START)));
        AlertState next = fold(closed, Samples.event("F!b", 3, Samples.START));
        AlertState told = fold(next, Samples.event("R!a", 4, Samples.START));
        assertThat(told.isFiring()).isTrue();
        assertThat(fold(told, Samples.event("R!b", 5, Samples.START)).isFiring())
                .isFalse();
    }

    private static AlertState fold(AlertState before, Event event) {
        return Fold.fold(before, event, NO_FLAPS, Samples.ids()).after();
    }

    private static Event closing(Event event) {
        return new Event(
                Event.STALE + "1",
                event.key(),
                event.position(),
                event.delivery(),
                event.episodeKey(),
                event.keyNeverReturns(),
                event.firing(),
                event.content(),
                event.observed(),
                event.occurrences());
    }

    private static Event counted(Event event, long occurrences) {
        return new Event(
                event.id(),
                event.key(),
                event.position(),
                event.delivery(),
                event.episodeKey(),
                event.keyNeverReturns(),
                event.firing(),
                event.content(),
                event.observed(),
                OptionalLong.of(occurrences));
    }
}
