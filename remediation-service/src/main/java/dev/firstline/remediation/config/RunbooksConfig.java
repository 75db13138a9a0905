package dev.firstline.remediation.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the runbooks lie. */
@ConfigMapping(prefix = "firstline.runbooks")
public interface RunbooksConfig {

    /** A folder of *.yaml files, one runbook each. Without it there are no runbooks, and nothing is ever done. */
    Optional<Path> directory();
}
