package dev.firstline.remediation.testing;

import dev.firstline.remediation.config.ExecutionConfig;
import java.time.Duration;

/** The defaults, as they stand in the annotations. */
public class TestConfig implements ExecutionConfig {

    @Override
    public Duration approvalExpiry() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Duration targetLease() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration leaseMargin() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration settlePatience() {
        return Duration.ofMinutes(10);
    }

    @Override
    public int maxIntents() {
        return 5;
    }

    @Override
    public Duration watchInterval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration verifyInterval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration driveLease() {
        return Duration.ofSeconds(15);
    }
}
