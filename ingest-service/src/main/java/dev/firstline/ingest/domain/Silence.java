package dev.firstline.ingest.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a source that is expected to speak.
 *
 * @param heard when it was last heard, or since when somebody listens
 * @param listened when a process last wrote down what it heard
 * @param silentFrom when it had last been heard as it was told to be silent; empty while it isn't
 */
public record Silence(Instant heard, Instant listened, Optional<Instant> silentFrom) {

    /**
     * How much time passes between hearing and writing it down.
     *
     * @param margin how much later than expected a source may be written down
     * @param gap after how long without a note nobody can have listened
     */
    public record Patience(Duration margin, Duration gap) {

        /** For processes that write down what they heard this often. */
        public static Patience of(Duration interval) {
            return new Patience(interval.multipliedBy(2), interval.multipliedBy(5));
        }
    }

    /** What follows. */
    public sealed interface Next {

        /** Nothing yet: it is to be looked at again then. */
        record Look(Instant at) implements Next {}

        /** It is silent: that is an alert. */
        record Raise() implements Next {}

        /** Its silence is over, because it spoke again, or since nobody expects it to speak any more. */
        record Resolve(boolean speaks) implements Next {}

        /** Nobody expects it to speak. */
        record Forget() implements Next {}
    }

    /**
     * Decides.
     *
     * @param expectEvery how long it may be silent; empty where this process has no such expectation
     */
    public Next judge(Optional<Duration> expectEvery, Patience patience, Instant now) {
        boolean attended = listened.plus(patience.gap()).isAfter(now);
        if (expectEvery.isEmpty()) {
            // A replica with another configuration may watch it: it is the one to judge.
            if (attended) return new Next.Look(now.plus(patience.gap()));
            return silentFrom.isPresent() ? new Next.Resolve(false) : new Next.Forget();
        }
        if (silentFrom.isPresent()) {
            return heard.isAfter(silentFrom.get())
                    ? new Next.Resolve(true)
                    : new Next.Look(now.plus(expectEvery.get()));
        }
        // While nobody listened, nobody can say that it was silent.
        if (!attended) return new Next.Look(now.plus(patience.margin()));
        Instant due = heard.plus(expectEvery.get()).plus(patience.margin());
        return due.isAfter(now) ? new Next.Look(due) : new Next.Raise();
    }
}
