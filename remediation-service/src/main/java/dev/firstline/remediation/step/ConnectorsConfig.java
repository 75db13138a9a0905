package dev.firstline.remediation.step;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Whom runbooks may ask, by the name that they use. */
@ConfigMapping(prefix = "firstline.remediation.connectors")
public interface ConnectorsConfig {

    /** By name. */
    @WithParentName
    Map<String, One> byName();

    /** Somebody who can be asked. */
    interface One {

        /** What it speaks. */
        @WithDefault("prometheus")
        String type();

        /** Where it is: for Prometheus the address before {@code /api/v1/query}. */
        URI url();

        /** A file that holds a bearer token; read anew for each question. */
        Optional<Path> bearerTokenFile();

        /** Longest wait for an answer. */
        @WithDefault("5s")
        Duration timeout();
    }
}
