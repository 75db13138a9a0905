package dev.firstline.ingest.source.verification;

import java.util.Optional;

/**
 * A way of proving oneself that a source's configuration can choose ({@code firstline.ingest.sources.<name>.verification.method}).
 * Every bean of this type is found by itself.
 */
public interface VerificationMethod {

    /** The word that chooses it; unique. */
    String name();

    /** What is wrong with the settings, and what would be right; empty where nothing is. */
    default Optional<String> problem(VerificationSettings settings) {
        return Optional.empty();
    }

    /** The verification with these settings, in which there is no problem. */
    Verification with(VerificationSettings settings);
}
