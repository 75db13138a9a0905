package dev.firstline.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.duework.DueWorkConfig;
import dev.firstline.platform.security.ServiceToken;
import dev.firstline.platform.testing.DocumentedConfiguration;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

    @Test
    void thePageNamesEachPropertyWithItsDefaultAndNoOther() {
        assertThat(DocumentedConfiguration.differences(
                        "platform", DueWorkConfig.class, ServiceToken.ServiceTokenConfig.class))
                .isEmpty();
    }
}
