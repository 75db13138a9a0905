package dev.firstline.triage.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the policy lies. */
@ConfigMapping(prefix = "firstline.policy")
public interface PolicyConfig {

    /** What alerts mean for customers: a YAML file, read again as it changes. */
    Path file();
}
