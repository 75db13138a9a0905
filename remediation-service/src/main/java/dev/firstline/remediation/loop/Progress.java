package dev.firstline.remediation.loop;

import java.time.Instant;

/** How it goes on with an execution. */
sealed interface Progress {

    /** At once. */
    record Go() implements Progress {}

    /** Not before a time, or before somebody changes something. */
    record Wait(Instant until) implements Progress {}

    /** Not at all. */
    record Over() implements Progress {}

    /** At once. */
    static Progress go() {
        return new Go();
    }
}
