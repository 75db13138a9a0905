package dev.firstline.e2e.delivery.chaos;

import dev.firstline.e2e.fault.Moment;

/**
 * A moment in which a kill tells: one side has done something for good, and the other doesn't know.
 *
 * @param name what it is, for the report
 * @param from who asks: a service ("notify"; any of its replicas), or the senders
 * @param to who is asked: a service, a vendor or the database
 * @param text what the request has in it
 * @param moment whether the request itself is held, or its answer
 * @param dies who is killed while it is held
 */
record TellingMoment(String name, String from, String to, String text, Moment moment, Dies dies) {

    /** Who is killed. */
    enum Dies {
        /** The one who asks. */
        CALLER,
        /** The one who is asked. */
        CALLED
    }
}
