package dev.firstline.remediation.config;

import dev.firstline.remediation.domain.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How executions are run. */
@ConfigMapping(prefix = "firstline.remediation.execution")
public interface ExecutionConfig {

    /** How long a plan waits for a person's yes. */
    @WithDefault("15m")
    Duration approvalExpiry();

    /** How long a target is leased to the process that acts on it; longer than an action's longest request. */
    @WithDefault("30s")
    Duration targetLease();

    /** What of a target's lease is not relied on: two processes' clocks differ by far less. */
    @WithDefault("1s")
    Duration leaseMargin();

    /** How long an unanswered intent's target is asked until the action is given up as UNKNOWN. */
    @WithDefault("10m")
    Duration settlePatience();

    /** How many intents a step takes until its target, which changes all the time, lets one through. */
    @WithDefault("5")
    int maxIntents();

    /** How often a rollout or an automation under way is looked at. */
    @WithDefault("1s")
    Duration watchInterval();

    /** How often a verify step measures. */
    @WithDefault("5s")
    Duration verifyInterval();

    /** How long nobody else drives an execution while this process does; then another one goes on. */
    @WithDefault("15s")
    Duration driveLease();

    /** The domain's view of it. */
    default Limits limits() {
        return new Limits(maxIntents(), settlePatience());
    }
}
