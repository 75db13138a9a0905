package dev.firstline.triage.domain;

/** What an event did to its alert. */
public sealed interface Change {

    /** The next episode began. */
    record Opened() implements Change {}

    /** The last episode goes on: the source says so, or it came back faster than the flap window. */
    record Reopened(boolean flapping) implements Change {}

    /** The open episode ended. */
    record Ended() implements Change {}

    /** The alert fires still. */
    record Repeated() implements Change {}

    /** It was counted, and changed nothing else, because there was nothing to end. */
    record Counted() implements Change {}

    /** A resolve that belongs to an earlier episode: the open one goes on. */
    record Ignored(String why) implements Change {}

    /**
     * It came too late to change anything.
     *
     * @param contradicts whether it says something else than what the alert's state is
     */
    record Late(String why, boolean contradicts) implements Change {}

    /**
     * Its vendor delivers it more than once, and it stands at its first place.
     *
     * @param contradicts whether it says something else than what the alert's state is
     */
    record Redelivered(boolean contradicts) implements Change {}
}
