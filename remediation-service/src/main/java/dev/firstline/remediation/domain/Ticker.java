package dev.firstline.remediation.domain;

/** Time that only ever moves on, for measuring how long something took: a lease is trusted by it, never by a wall clock. */
public interface Ticker {

    /** Nanoseconds since some fixed point. */
    long nanos();
}
