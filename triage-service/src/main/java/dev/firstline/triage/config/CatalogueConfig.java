package dev.firstline.triage.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the service catalogue lies. */
@ConfigMapping(prefix = "firstline.catalogue")
public interface CatalogueConfig {

    /** The services and whose they are: a YAML file, read again as it changes. */
    Path file();
}
