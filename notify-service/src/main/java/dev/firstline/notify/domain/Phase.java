package dev.firstline.notify.domain;

/** Where the response stands; stands in front of every update. */
public enum Phase {
    /** An alert has come in. */
    DETECTED,
    /** A runbook or a person looks into it. */
    INVESTIGATING,
    /** Something is being done about it. */
    MITIGATING,
    /** It seems to work again, and is watched. */
    MONITORING,
    /** It is over. */
    RESOLVED
}
