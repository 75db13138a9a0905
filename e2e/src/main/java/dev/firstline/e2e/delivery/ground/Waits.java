package dev.firstline.e2e.delivery.ground;

import java.time.Duration;

/** Every wait that people would configure in minutes is seconds here, so that a run ends while somebody watches. */
public final class Waits {

    /** No lease of any service is longer; platform's own for due work is this, and none of a property. */
    public static final Duration LEASE = Duration.ofSeconds(5);

    /** How long notify waits for a vendor's answer: what is left of the lease is for the commits around the call. */
    static final Duration CALL = Duration.ofSeconds(1);

    /** SIGSTOP lasts so long: two leases. */
    public static final Duration PAUSE = LEASE.multipliedBy(2);

    /** A sender waits for an answer longer than any process is paused. */
    public static final Duration SENDER_PATIENCE = PAUSE.multipliedBy(3);

    /** How long a killed process is given to be ready again. */
    public static final Duration RESTART = Duration.ofMinutes(4);

    private Waits() {}
}
