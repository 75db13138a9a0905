package dev.firstline.notify.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.channel.pagerduty.PagerDutyConfig;
import dev.firstline.notify.channel.slack.SlackConfig;
import dev.firstline.platform.testing.DocumentedConfiguration;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

    @Test
    void thePageNamesEachPropertyWithItsDefaultAndNoOther() {
        assertThat(DocumentedConfiguration.differences(
                        "notify", NotifyConfig.class, SlackConfig.class, PagerDutyConfig.class))
                .isEmpty();
    }
}
