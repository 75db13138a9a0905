package dev.firstline.e2e.fault;

import java.time.Duration;
import java.util.Objects;

/** What a fault does to a call. */
public sealed interface Act {

    /** An answer that takes the place of the vendor's own; each vendor puts it in its own words. */
    sealed interface Refusal extends Act {}

    /**
     * Too many requests.
     *
     * @param retryAfterSeconds what {@code Retry-After} says; 0 means as long as the fault still lasts, at least a second
     */
    record RateLimit(int retryAfterSeconds) implements Refusal {
        public RateLimit {
            if (retryAfterSeconds < 0)
                throw new IllegalArgumentException("retryAfterSeconds is negative: " + retryAfterSeconds);
        }
    }

    /**
     * The vendor is broken.
     *
     * @param status a status of 500 or above
     */
    record Fail(int status) implements Refusal {
        public Fail {
            if (status < 500 || status > 599) throw new IllegalArgumentException("not a server error: " + status);
        }
    }

    /**
     * An error in the vendor's own vocabulary.
     *
     * @param error Slack's {@code error}, AWS' exception name, the reason of a Kubernetes status, PagerDuty's error text
     */
    record Refuse(String error) implements Refusal {
        public Refuse {
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * Silence until the fault is released.
     *
     * @param dropping whether the connection is then closed unanswered (the caller is never served), or the call goes on as if nothing had been
     */
    record Hold(boolean dropping) implements Act {}

    /** The connection is closed without an answer. */
    record Close() implements Act {}

    /**
     * The call goes on later.
     *
     * @param by how much later
     */
    record Delay(Duration by) implements Act {
        public Delay {
            Objects.requireNonNull(by, "by");
        }
    }
}
