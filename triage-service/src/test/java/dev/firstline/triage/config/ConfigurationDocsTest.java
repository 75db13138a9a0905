package dev.firstline.triage.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.DocumentedConfiguration;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

    @Test
    void thePageNamesEachPropertyWithItsDefaultAndNoOther() {
        assertThat(DocumentedConfiguration.differences(
                        "triage", PolicyConfig.class, CatalogueConfig.class, StaleConfig.class))
                .isEmpty();
    }
}
