package dev.firstline.remediation.domain;

import java.time.Duration;
import java.util.List;

/**
 * Something that first aid can do to a target, at most once an intent. Every method blocks for {@link #deadline()} at most and is
 * called on a virtual thread; expected failures are values. Whatever {@link #call} throws counts as {@link Called.Lost}, whatever the
 * others throw as their {@code Later}.
 */
public interface Action {

    /** The kind that runbooks name it by; unique. */
    String kind();

    /** How its plans write their targets. A kill switch for a line of another form would stop nothing, and is refused. */
    List<TargetForm> targets();

    /** The longest time that one request to the target takes. */
    Duration deadline();

    /** Looks at the target, touching nothing, and says what would be done to it now. */
    Planned plan(ActionSpec spec, AlertFacts alert);

    /**
     * Does it. Called at most once an intent, by the process that has committed it, while its lease lasts.
     *
     * @param budget how long the lease still lasts; nothing may be sent that could take longer
     */
    Called call(Plan plan, Intent intent, Budget budget);

    /**
     * Finds out what became of an intent whose answer nobody has seen. Never does it. May touch the target in a void way where
     * that is what keeps a late call out.
     */
    Settled settle(Plan plan, Intent intent);

    /** Looks how far the target has come with an intent that it has taken. */
    Watched watch(Plan plan, Intent intent);

    /** How long a lease still lasts. */
    interface Budget {

        /** Zero or less once it must not be relied on any more. */
        Duration remaining();
    }

    /** What would be done. */
    sealed interface Planned {

        /**
         * This.
         *
         * @param fence see {@link Intent#fence()}
         */
        record Ready(Plan plan, String fence) implements Planned {}

        /** Nothing, for good. */
        record Refused(String reason) implements Planned {}

        /** The target could not be looked at: try again. */
        record Later(String reason) implements Planned {}
    }

    /** What the target answered. */
    sealed interface Called {

        /** It has taken it. */
        record Started(String handle, String text) implements Called {}

        /**
         * It has not taken this one, and may take another: something else has changed it in between, it wants no more calls now, or
         * nothing could be sent. Nothing has happened; a new intent may be taken.
         */
        record Overtaken(String reason) implements Called {}

        /** It has refused it for good: nothing has happened. */
        record Refused(String reason) implements Called {}

        /** Nobody knows. */
        record Lost(String reason) implements Called {}
    }

    /** What became of an intent. */
    sealed interface Settled {

        /** The target has taken it. */
        record Started(String handle, String text) implements Settled {}

        /** The target doesn't know of it, and can't get to know of it any more. */
        record NotDone(String text) implements Settled {}

        /** It may have happened. */
        record Unknown(String text) implements Settled {}

        /** The target could not be asked: try again. */
        record Later(String reason) implements Settled {}
    }

    /** How far the target has come. */
    sealed interface Watched {

        /** Not yet through. */
        record Running(String text) implements Watched {}

        /** Through, as it should be. */
        record Succeeded(String text) implements Watched {}

        /** Through, or stuck, as it should not be. */
        record Failed(String text) implements Watched {}

        /** The target could not be looked at: try again. */
        record Later(String reason) implements Watched {}
    }
}
