package dev.firstline.remediation.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.DocumentedConfiguration;
import dev.firstline.remediation.action.KubernetesConfig;
import dev.firstline.remediation.action.SsmConfig;
import dev.firstline.remediation.step.ConnectorsConfig;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

    @Test
    void thePageNamesEachPropertyWithItsDefaultAndNoOther() {
        assertThat(DocumentedConfiguration.differences(
                        "remediation",
                        ExecutionConfig.class,
                        RunbooksConfig.class,
                        KubernetesConfig.class,
                        SsmConfig.class,
                        ConnectorsConfig.class))
                .isEmpty();
    }
}
