package dev.firstline.remediation.testing;

import dev.firstline.remediation.action.SsmConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Systems Manager in one region and in a hurry.
 *
 * @param account the account that this service acts in, where it is known
 * @param endpoint where it listens; empty for a test that doesn't call it
 * @param document the one that runbooks may start
 */
public record SsmSettings(Optional<String> account, Optional<URI> endpoint, String document) implements SsmConfig {

    /** The region that this service acts in. */
    public static final String REGION = "eu-central-1";

    @Override
    public Optional<String> region() {
        return Optional.of(REGION);
    }

    @Override
    public Optional<List<String>> documents() {
        return Optional.of(List.of(document));
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration firstBackoff() {
        return Duration.ofMillis(10);
    }
}
