package dev.firstline.ingest.source.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a sender shows to prove that it holds a secret. */
public sealed interface Proof {

    /** Nothing that could prove anything. */
    record Missing() implements Proof {}

    /**
     * The secret itself.
     *
     * @param secret as it was sent
     */
    record Shown(byte[] secret) implements Proof {}

    /**
     * Signatures that were made with the secret over the raw body; one right one is enough.
     *
     * @param algorithm the JCA name of the HMAC, HmacSHA256 for example
     * @param before what was signed in front of the body; may be empty
     * @param signatures their bytes, at least one
     * @param time when it was signed, if that is signed too
     */
    record Signed(String algorithm, byte[] before, List<byte[]> signatures, Time time) implements Proof {
        public Signed {
            signatures = List.copyOf(signatures);
        }
    }

    /**
     * A signature inside the body, which needs no secret.
     *
     * @param check tells whether it is right
     */
    record InBody(Check check) implements Proof {}

    /** Tells whether a body is what its vendor signed. */
    interface Check {

        /**
         * Looks at a body. It may call the vendor, so it isn't for an event loop.
         *
         * @throws IllegalStateException where the vendor can't be asked: the sender may come again
         */
        boolean accepts(byte[] body, Instant now);
    }

    /** When a request was signed. */
    sealed interface Time {

        /** The vendor doesn't sign it, so a replay can't be told from a repeat. */
        record Unsigned() implements Time {}

        /**
         * It is part of what was signed.
         *
         * @param at what the sender's clock said
         * @param window how far from our own clock that may be, in either direction
         */
        record At(Instant at, Duration window) implements Time {}

        /** Whether a request may be taken for one that was signed just now. */
        default boolean isFresh(Instant now) {
            return switch (this) {
                case Unsigned() -> true;
                case At(Instant at, Duration window) ->
                    Duration.between(at, now).abs().compareTo(window) <= 0;
            };
        }
    }
}
