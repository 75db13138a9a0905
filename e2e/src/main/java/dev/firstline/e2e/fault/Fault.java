package dev.firstline.e2e.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault to be armed: which calls it strikes, at which moment, with what, and how often.
 *
 * <p>Written as a sentence: {@code Fault.on("chat\\..*").rateLimited(0).lasting(Duration.ofSeconds(10))}.
 *
 * @param on a regular expression that the whole kind, or the whole target, of a call has to match
 * @param containing text that the body has to contain; empty means any body
 * @param moment when it strikes
 * @param act what it does
 * @param times how many calls it strikes at most; 0 means all of them
 * @param during for how long from its arming it strikes; empty means until it is removed
 */
public record Fault(Pattern on, String containing, Moment moment, Act act, int times, Optional<Duration> during) {
    public Fault {
        Objects.requireNonNull(on, "on");
        Objects.requireNonNull(containing, "containing");
        Objects.requireNonNull(moment, "moment");
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(during, "during");
        if (times < 0) throw new IllegalArgumentException("times is negative: " + times);
    }

    /** Begins a fault's sentence: which kind or target of call, as a regular expression. */
    public static Which on(String kindOrTarget) {
        return new Which(Pattern.compile(kindOrTarget), "");
    }

    /** The same fault for this many calls. */
    public Fault times(int count) {
        return new Fault(on, containing, moment, act, count, during);
    }

    /** The same fault for one call. */
    public Fault once() {
        return times(1);
    }

    /** The same fault for this long after its arming. */
    public Fault lasting(Duration time) {
        return new Fault(on, containing, moment, act, times, Optional.of(time));
    }

    /** The same fault after the effect: what was asked for is done, and the caller hears something else, or nothing. */
    public Fault afterEffect() {
        return new Fault(on, containing, Moment.AFTER_EFFECT, act, times, during);
    }

    boolean concerns(Call call) {
        return (on.matcher(call.kind()).matches() || on.matcher(call.target()).matches())
                && call.body().contains(containing);
    }

    /**
     * The calls that a fault strikes, before it is said what happens to them.
     *
     * @param on a regular expression over kind or target
     * @param containing text that the body has to contain
     */
    public record Which(Pattern on, String containing) {

        /** Only calls whose body has this text in it. */
        public Which with(String text) {
            return new Which(on, text);
        }

        /** Answers 429 (or what the vendor uses for it); 0 seconds means as long as the fault lasts. */
        public Fault rateLimited(int retryAfterSeconds) {
            return doing(new Act.RateLimit(retryAfterSeconds));
        }

        /** Answers a server error. */
        public Fault failing(int status) {
            return doing(new Act.Fail(status));
        }

        /** Answers an error in the vendor's words. */
        public Fault refused(String error) {
            return doing(new Act.Refuse(error));
        }

        /** Accepts, and never answers; nothing comes of the request, not even after the release. */
        public Fault hanging() {
            return doing(new Act.Hold(true));
        }

        /** Does what is asked and never answers: the answer is lost. */
        public Fault losingAnswer() {
            return hanging().afterEffect();
        }

        /** Stops the call until the release, after which it goes on as if nothing had been. */
        public Fault held(Moment moment) {
            Fault held = doing(new Act.Hold(false));
            return moment == Moment.AFTER_EFFECT ? held.afterEffect() : held;
        }

        /** Does what is asked and closes the connection. */
        public Fault closingAfterEffect() {
            return doing(new Act.Close()).afterEffect();
        }

        /** Closes the connection before anything comes of the request. */
        public Fault closing() {
            return doing(new Act.Close());
        }

        /** Begins later. */
        public Fault delayed(Duration by) {
            return doing(new Act.Delay(by));
        }

        /** Any act, before the effect. */
        public Fault doing(Act act) {
            return new Fault(on, containing, Moment.BEFORE_EFFECT, act, 0, Optional.empty());
        }
    }
}
