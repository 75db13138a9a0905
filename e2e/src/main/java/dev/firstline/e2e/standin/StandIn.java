package dev.firstline.e2e.standin;

import dev.firstline.e2e.fault.Faults;

/** A vendor on 127.0.0.1, in this process. */
public interface StandIn extends AutoCloseable {

    /** What listens. */
    StandInServer server();

    /** Where it listens, {@code http://127.0.0.1:PORT}, without a slash at the end. */
    default String baseUrl() {
        return server().baseUrl();
    }

    /** What goes wrong with it. */
    default Faults faults() {
        return server().faults();
    }

    /** What it was asked, did and answered. */
    default Journal journal() {
        return server().journal();
    }

    /** Stops listening, and lets go of every call that it holds, unanswered. */
    @Override
    default void close() {
        server().close();
    }
}
