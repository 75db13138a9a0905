package dev.firstline.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.DocumentedConfiguration;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

    @Test
    void thePageNamesEachPropertyWithItsDefaultAndNoOther() {
        assertThat(DocumentedConfiguration.differences("ingest", IngestConfig.class))
                .isEmpty();
    }
}
