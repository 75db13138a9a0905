package dev.firstline.remediation.action;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** AWS Systems Manager. Credentials come from the SDK's default chain (environment, profile, web identity, instance). */
@ConfigMapping(prefix = "firstline.remediation.ssm")
public interface SsmConfig {

    /** The region that actions touch. Without it nothing is ever started there. */
    Optional<String> region();

    /** The account (12 digits) that the credentials belong to. Where it is set, what concerns another account's instances is refused. */
    Optional<String> account();

    /** Another endpoint than the region's own. */
    Optional<URI> endpoint();

    /** The documents that runbooks may start; none where empty. */
    Optional<List<String>> documents();

    /** Longest wait for one answer. */
    @WithDefault("5s")
    Duration timeout();

    /** Wait after the first throttled or lost call; doubles while the target's lease lasts. */
    @WithDefault("500ms")
    Duration firstBackoff();
}
