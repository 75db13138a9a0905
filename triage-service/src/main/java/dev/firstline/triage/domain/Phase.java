package dev.firstline.triage.domain;

/** Where the response to an incident stands. It only goes forward, until a reopening begins anew. */
public enum Phase {
    DETECTED,
    INVESTIGATING,
    MITIGATING,
    MONITORING,
    RESOLVED
}
