package dev.firstline.e2e.fault;

/** Where in a call a fault strikes. */
public enum Moment {
    /** The request has arrived and nothing has come of it. */
    BEFORE_EFFECT,
    /** What the request asks for is done, and the caller does not know. */
    AFTER_EFFECT
}
