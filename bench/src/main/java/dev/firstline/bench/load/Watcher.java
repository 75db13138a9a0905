package dev.firstline.bench.load;

import java.nio.ByteBuffer;

/** Hears of each request. Called by the thread of the load, so it has to be quick. */
public interface Watcher {

    /** Nobody. */
    Watcher NONE = new Watcher() {};

    /** A request is about to be written. */
    default void sending(long request) {}

    /**
     * Its answer is there.
     *
     * @param status HTTP's
     * @param answer the whole answer; its content is gone after the call
     */
    default void answered(long request, int status, ByteBuffer answer) {}
}
