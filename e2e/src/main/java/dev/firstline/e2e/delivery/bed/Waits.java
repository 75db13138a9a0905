package dev.firstline.e2e.delivery.bed;

import java.time.Duration;

/** Every wait that people would configure in minutes is seconds here, so that a run ends while somebody watches. */
public final class Waits {

    /** How long nobody else takes a service's due work: what a paused process is paused for is two of these. */
    public static final Duration LEASE = Duration.ofSeconds(5);

    /** SIGSTOP lasts so long. */
    public static final Duration PAUSE = LEASE.multipliedBy(2);

    /** A sender waits for an answer longer than any process is paused. */
    public static final Duration SENDER_PATIENCE = PAUSE.multipliedBy(3);

    /** How long a killed process is given to be ready again. */
    public static final Duration RESTART = Duration.ofSeconds(90);

    private Waits() {}
}
